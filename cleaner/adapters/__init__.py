"""The same cleaning inside engines that run where the data is: datatrove, Ray Data, Spark; and WARC files as input.

Each adapter hands records to `rows.clean_rows` or `clean_row`, which give what `cleaner clean` gives for the same
record in JSON Lines, with the same log object. Nothing here is imported by the rest of the program.
"""
