"""公示: an approved version shown to everybody for its working days; objections answered, appeals decided, lists mended by amendment."""
