"""What an operator does with the database: back it up, restore it, move it elsewhere."""
