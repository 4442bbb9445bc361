"""Packets: which paper goes to whom, put together as it is handed in, and checked years later."""
