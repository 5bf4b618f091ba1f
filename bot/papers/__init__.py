"""Papers and pictures that are set in type."""
