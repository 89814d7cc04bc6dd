"""A meeting as PowerPoint: native charts that can be edited, in the region's own template."""
