"""交流资格: who qualifies for rotation, who is deferred, who is outside, and by which rule."""
