"""What is done about it: injections, visits, guided minutes, and knowledge."""
