"""What each room of the application adds to the world of tests/helpers/world.py: one file a room, found by itself."""
