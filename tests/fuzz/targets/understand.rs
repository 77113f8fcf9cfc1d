#![no_main]

namnd_fuzz::target!(understand);
