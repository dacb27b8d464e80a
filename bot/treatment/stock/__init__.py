"""How much of a medicine is left: counted by the person, and by the doses they said they took."""
