"""What changed since an earlier look, of every kind."""
