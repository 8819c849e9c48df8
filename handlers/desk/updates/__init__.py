"""How a long case stands: asked for, said, and told to everybody who was told of the case."""
