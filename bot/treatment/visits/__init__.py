"""Appointments with the doctor, and what to ask there."""
