//! What is run: the kernels of `benches/kernels`, and real programs where the caller has some. A kernel takes its size
//! as its argument.

use std::path::{Path, PathBuf};

/// One program with its arguments.
pub struct Job {
    /// How it is called in the table.
    pub name: String,
    /// The module.
    pub module: PathBuf,
    /// What follows it on the command line.
    pub arguments: Vec<String>,
    /// What it finds as its own name, where that matters.
    pub argv0: Option<String>,
    /// The folder it runs in.
    pub folder: PathBuf,
    /// Whether that folder is its `/`.
    pub dir: bool,
    /// What it reads from standard input.
    pub input: Option<PathBuf>,
}

/// The kernels, then the programs of `programs`, as far as `names` chooses them; no name chooses all.
pub fn jobs(root: &Path, programs: Option<&Path>, names: &[String]) -> Result<Vec<Job>, String> {
    let mut jobs = kernels(&root.join("benches/kernels"))?;
    if let Some(folder) = programs {
        let folder = folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))?;
        jobs.extend(real_programs(&folder));
    }
    jobs.retain(|job| names.is_empty() || names.contains(&job.name));
    if jobs.is_empty() { Err("no kernel or program of that name".into()) } else { Ok(jobs) }
}

/// The sizes at which a kernel runs for a second or two in compiled code.
const PEAK: [(&str, &str); 16] = [
    ("blocks", "30000000"),
    ("calls", "43"),
    ("dispatch", "150000000"),
    ("hash64", "700000000"),
    ("mandelbrot", "3200"),
    ("maps", "600"),
    ("matrix", "500"),
    ("nbody", "20000000"),
    ("parser", "400"),
    ("sha256", "3000000"),
    ("sieve", "200"),
    ("simd", "300000"),
    ("sort", "5000000"),
    ("splay", "150000"),
    ("throws", "60000000"),
    ("trees", "2560"),
];

/// The kernels at sizes that take their time, as far as `names` chooses them.
pub fn peak_jobs(root: &Path, names: &[String]) -> Result<Vec<Job>, String> {
    let mut jobs = jobs(root, None, names)?;
    jobs.retain_mut(|job| match PEAK.iter().find(|(name, _)| *name == job.name) {
        Some((_, size)) => {
            job.arguments = vec![size.to_string()];
            true
        }
        None => false,
    });
    if jobs.is_empty() { Err("nothing chosen runs long enough for `--peak`".into()) } else { Ok(jobs) }
}

fn kernels(folder: &Path) -> Result<Vec<Job>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut modules: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    modules.retain(|path| path.extension().is_some_and(|extension| extension == "wasm"));
    modules.sort();
    Ok(modules
        .into_iter()
        .map(|module| job(&module.file_stem().unwrap_or_default().to_string_lossy(), &module))
        .collect())
}

fn job(name: &str, module: &Path) -> Job {
    Job {
        name: name.into(),
        module: module.into(),
        arguments: Vec::new(),
        argv0: None,
        folder: module.parent().unwrap_or(Path::new(".")).into(),
        dir: false,
        input: None,
    }
}

/// Command lines for programs that many people run; the ones that are not in the folder are left out.
fn real_programs(folder: &Path) -> Vec<Job> {
    let program = |name: &str, file: &str, arguments: &[&str]| Job {
        arguments: arguments.iter().map(|argument| argument.to_string()).collect(),
        ..job(name, &folder.join(file))
    };
    let compile = ["--target=wasm32-wasip1", "-O2", "-c", "/hi.c", "-o", "/hi.o"];
    let jobs = [
        program("python-add", "python.wasm", &["-c", "print(1+1)"]),
        program("python-sum", "python.wasm", &["-c", "print(sum(i*i for i in range(10**6)))"]),
        program("quickjs", "quickjs.wasm", &["-e", "let s=0; for (let i=0;i<1e6;i++) s+=i; console.log(s)"]),
        program("esbuild-version", "esbuild.wasm", &["--version"]),
        program("clang-version", "clang.wasm", &["--version"]),
        Job {
            argv0: Some("clang".into()),
            folder: folder.join("clang-root"),
            dir: true,
            ..program("clang-compile", "clang.wasm", &compile)
        },
    ];
    jobs.into_iter().filter(|job| job.module.is_file()).collect()
}
