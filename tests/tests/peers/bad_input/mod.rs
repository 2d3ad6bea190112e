//! What is wrong is told once and clearly: its name, its place and what to do; and no output is left behind.

mod certificates;
mod files;
mod noise;
mod passwords;
