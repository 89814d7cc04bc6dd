"""The strategy in its files and in Excel."""
