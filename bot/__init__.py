"""Bạn Học AI: a chatbot tutor through which people in Vietnam learn to use AI, in bites, on their phones."""
