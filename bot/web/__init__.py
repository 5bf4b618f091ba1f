"""The web: the chat's page and what stands beside it; talks to the service, never to the store."""
