"""Rule packs: read the YAML, check it, compile it, keep the compiled form, test it."""
