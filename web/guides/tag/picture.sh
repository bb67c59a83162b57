go run . picture two-slots.actor >two-slots.svg
