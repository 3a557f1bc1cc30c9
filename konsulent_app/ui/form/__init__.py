"""The visit form: one SkemaForm draws every skema, and saves every change."""
