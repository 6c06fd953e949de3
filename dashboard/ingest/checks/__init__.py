"""What typed rows may not say: personal data, and what cannot be."""
