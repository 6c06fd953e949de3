"""What personal data looks like in a text: a net, not a guarantee."""
