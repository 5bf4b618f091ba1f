"""The shell around the tutor: it waits, owns transactions, and reads the clock."""
