"""Reference and sample data, and the scripts that write them: `python -m data.reference.make_reference`."""
