"""What Kentmere holds, as plain values around a day: nothing here reads a clock or a database."""
