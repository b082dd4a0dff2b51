//! The table: medians in milliseconds, and each runner as a ratio to the first, whose geometric mean closes it.

use std::fmt;
use std::time::Duration;

/// Medians by job and runner.
pub struct Table {
    runners: Vec<String>,
    rows: Vec<(String, Vec<Option<f64>>)>,
}

impl Table {
    /// A table with a column for each runner; ratios are to the first.
    pub fn new(runners: Vec<String>) -> Table {
        Table { runners, rows: Vec::new() }
    }

    /// Adds the times of a job, by runner.
    pub fn add(&mut self, job: &str, times: Vec<Option<Vec<Duration>>>) {
        let medians = times.into_iter().map(|list| list.and_then(median)).collect();
        self.rows.push((job.into(), medians));
    }

    /// The geometric mean of runner `column`'s ratios to the first runner, over the jobs that both finished.
    fn mean(&self, column: usize) -> Option<f64> {
        let logs: Vec<f64> = self.rows.iter().filter_map(|row| Some((row.1[0]? / row.1[column]?).ln())).collect();
        (!logs.is_empty()).then(|| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
    }
}

/// In milliseconds; `None` for what took less than the clock can show, which has no ratio to anything.
fn median(mut times: Vec<Duration>) -> Option<f64> {
    times.sort();
    times.get(times.len() / 2).filter(|time| !time.is_zero()).map(|time| time.as_secs_f64() * 1e3)
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| program |")?;
        self.runners.iter().try_for_each(|runner| write!(f, " {runner} |"))?;
        writeln!(f, "\n|---|{}", "---:|".repeat(self.runners.len()))?;
        for (job, medians) in &self.rows {
            write!(f, "| {job} |")?;
            for median in medians {
                match (median, medians[0]) {
                    (Some(median), Some(own)) => write!(f, " {median:.1} ms ({:.2}) |", own / median)?,
                    (Some(median), None) => write!(f, " {median:.1} ms |")?,
                    (None, _) => write!(f, " – |")?,
                }
            }
            writeln!(f)?;
        }
        write!(f, "| geometric mean |")?;
        for column in 0..self.runners.len() {
            match self.mean(column) {
                Some(mean) => write!(f, " ({mean:.2}) |")?,
                None => write!(f, " – |")?,
            }
        }
        writeln!(
            f,
            "\n\nIn parentheses: the time of {} over that of the column; below 1 it is faster.",
            self.runners[0]
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_to_the_first_column() {
        let mut table = Table::new(vec!["a".into(), "b".into()]);
        let ms = |n| Some(vec![Duration::from_millis(n)]);
        table.add("one", vec![ms(10), ms(20)]);
        table.add("two", vec![ms(10), ms(5)]);
        table.add("three", vec![ms(10), None]);
        table.add("four", vec![ms(0), ms(10)]);
        assert!((table.mean(1).unwrap_or(0.0) - 1.0).abs() < 1e-9);
        assert!(table.to_string().contains("| one | 10.0 ms (1.00) | 20.0 ms (0.50) |"));
    }
}
