"""Side effects week by week: asked by kind of medicine, of those that are in the plan."""
