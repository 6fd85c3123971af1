"""The pages of one school and one teacher, put together from panels that the features offer."""
