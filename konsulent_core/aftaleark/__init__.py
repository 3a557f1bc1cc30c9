"""»Aftaleark«: what the borger takes home from a besøg, said to »du« and in plain words."""
