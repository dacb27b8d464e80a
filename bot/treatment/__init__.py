"""What is done about it: injections, visits, guided minutes, knowledge, and when to call for help."""
