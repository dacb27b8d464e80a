"""A simulated year: made-up people live with the real engine, and a plain model checks it."""
