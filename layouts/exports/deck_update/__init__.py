"""A deck made earlier, even edited since, brought up to date; everything else in it stays."""
