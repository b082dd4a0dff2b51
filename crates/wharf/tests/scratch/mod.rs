//! A directory for one test, which goes with it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// Where it is; it is made by whoever writes to it.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("wharf-tests-cache-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Scratch(path)
    }

    /// The files in it whose names end with this, in order.
    pub fn files(&self, extension: &str) -> Vec<PathBuf> {
        let files = fs::read_dir(&self.0).into_iter().flatten().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == extension)).collect();
        files.sort();
        files
    }

    /// The only one.
    pub fn file(&self, extension: &str) -> PathBuf {
        let files = self.files(extension);
        assert_eq!(files.len(), 1, "{files:?}");
        files.into_iter().next().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::set_permissions(&self.0, PermissionsExt::from_mode(0o700));
        let _ = fs::remove_dir_all(&self.0);
    }
}
