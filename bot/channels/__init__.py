"""Channels: what a platform can do, and how a message looks and an event arrives there."""
