"""Normal forms of numbers, units, money and dates; every `normalize_` returns a value or None and never raises."""
