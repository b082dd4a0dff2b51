//! Counts the words of standard input into a file under the directory it is given, and reads it back.
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;

fn main() {
    let dir = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("text on standard input");
    let mut counts = BTreeMap::new();
    text.split_whitespace().for_each(|word| *counts.entry(word).or_insert(0u32) += 1);
    let table: String = counts.iter().map(|(word, count)| format!("{word} {count}\n")).collect();
    let path = format!("{dir}/counts");
    if let Err(error) = fs::write(&path, &table) {
        eprintln!("{path}: {error}");
        std::process::exit(3);
    }
    print!("{}", fs::read_to_string(&path).expect("what was just written"));
    println!("length {}", fs::metadata(&path).expect("a file").len());
    match fs::read_to_string("/etc/passwd") {
        Ok(_) => println!("/etc/passwd: opened"),
        Err(error) => println!("/etc/passwd: {:?}", error.kind()),
    }
    if std::env::var_os("PANIC").is_some() {
        panic!("asked to");
    }
}
