"""Injections and the cycle since the last one."""
