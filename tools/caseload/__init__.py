"""Test people and made-up caseloads: what the demo, the bench, the screenshots and the tests fill a store with."""
