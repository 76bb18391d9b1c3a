"""The review page: a change log as one HTML file that needs nothing else."""
