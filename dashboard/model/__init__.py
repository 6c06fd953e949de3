"""What a figure is: tables and their columns, codes, bands, names, filters. No input or output, no pandas."""
