"""The steps of the upload page."""
