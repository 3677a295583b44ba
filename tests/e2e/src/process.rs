//! Programs the tests start, ended by their process ids, with all they started themselves.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{LazyLock, Mutex, PoisonError};

use anyhow::{Context, Result, anyhow};
use rustix::process::{Pid, Signal, kill_process};

use crate::wait::{Seen, until_blocking};

/// A running program. Dropping it ends it and everything below it.
#[derive(Debug)]
pub struct Process {
    child: Child,
    output: PathBuf,
}

impl Process {
    /// Starts a program, its output going to a file. It ends with this process whatever happens,
    /// as far as the system can do that (`setpriv` on Linux).
    pub fn start(command: &Command, output: &Path) -> Result<Self> {
        let name = command.get_program().to_owned();
        let file = File::options().create(true).append(true).open(output)?;
        let mut guarded = Command::new("setpriv");
        guarded.args(["--pdeathsig", "KILL", "--"]).arg(&name);
        guarded.args(command.get_args());
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => guarded.env(key, value),
                None => guarded.env_remove(key),
            };
        }
        guarded
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        let child = spawn(guarded).with_context(|| format!("{name:?} could not be started"))?;
        Ok(Self {
            child,
            output: output.to_owned(),
        })
    }

    /// Everything it has said so far.
    pub fn output(&self) -> String {
        match fs::read(&self.output) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => format!("({}: {error})", self.output.display()),
        }
    }

    /// Waits until it accepts connections on a loopback port.
    pub fn wait_for_port(&mut self, port: u16) -> Result<()> {
        until_blocking(format_args!("port {port}"), || {
            if let Some(status) = self.child.try_wait()? {
                return Err(anyhow!("ended with {status}: {}", self.output()));
            }
            let open = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
            Ok(Seen::when(open, self.output()))
        })
    }

    /// Sends a segmentation fault to a program below it.
    pub(crate) fn crash(&self, name: &str) -> Result<()> {
        let below = descendants(self.child.id()).into_iter();
        let found = below.filter_map(|pid| i32::try_from(pid).ok());
        let program = found
            .filter(|pid| {
                fs::read_to_string(format!("/proc/{pid}/comm"))
                    .is_ok_and(|comm| comm.trim_end() == name)
            })
            .find_map(Pid::from_raw)
            .with_context(|| format!("no {name} runs"))?;
        Ok(kill_process(program, Signal::SEGV)?)
    }

    /// Ends it and everything below it at once, with no chance to tidy up: a crash.
    pub fn kill(&mut self) {
        let own = self.child.id();
        let mut family = descendants(own);
        family.push(own);
        for pid in &family {
            // One that has ended meanwhile is what was wanted.
            if let Some(pid) = i32::try_from(*pid).ok().and_then(Pid::from_raw) {
                match kill_process(pid, Signal::KILL) {
                    Ok(()) | Err(_) => {}
                }
            }
        }
        if let Err(error) = self.child.wait() {
            eprintln!("process {own} could not be waited for: {error}");
        }
        let gone = until_blocking("killed processes to be gone", || {
            let left: Vec<&u32> = family.iter().filter(|pid| is_running(**pid)).collect();
            Ok(Seen::when(
                left.is_empty(),
                format_args!("{left:?} still run"),
            ))
        });
        if let Err(error) = gone {
            eprintln!("{error}");
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

type Start = (Command, Sender<io::Result<Child>>);

/// The thread that starts every program. With the thread that started it, the system ends a program, and the
/// thread of the test a browser was started for is gone while another test uses it.
static STARTER: LazyLock<Sender<Start>> = LazyLock::new(|| {
    let (starter, asked) = channel::<Start>();
    std::thread::spawn(move || {
        for (mut command, answer) in asked {
            // Who asked waits for the answer.
            answer.send(command.spawn()).expect("someone asked");
        }
    });
    starter
});

fn spawn(command: Command) -> io::Result<Child> {
    let (answer, started) = channel();
    STARTER
        .send((command, answer))
        .map_err(io::Error::other)
        .and_then(|()| started.recv().map_err(io::Error::other)?)
}

/// A listener on a loopback port that nothing of this process listened on before: to a browser that is used
/// again, another port is another site, of which it has kept nothing.
pub(crate) fn listen_anew() -> io::Result<TcpListener> {
    static USED: LazyLock<Mutex<HashSet<u16>>> = LazyLock::new(Mutex::default);
    loop {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let mut used = USED.lock().unwrap_or_else(PoisonError::into_inner);
        if used.insert(port) {
            return Ok(listener);
        }
    }
}

/// A loopback port nobody listens on now, nor did before.
pub fn free_port() -> io::Result<u16> {
    Ok(listen_anew()?.local_addr()?.port())
}

/// The processes below one, children of children included.
fn descendants(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for pid in all() {
        if let Some((parent, _)) = parent_and_state(pid) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut found = Vec::new();
    let mut next = vec![root];
    while let Some(pid) = next.pop() {
        let below = children.remove(&pid).unwrap_or_default();
        found.extend(&below);
        next.extend(below);
    }
    found
}

fn all() -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect()
}

/// A process's parent and its state letter, from `/proc/PID/stat`. The name, in brackets, may hold anything.
fn parent_and_state(pid: u32) -> Option<(u32, char)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let state = fields.next()?.chars().next()?;
    Some((fields.next()?.parse().ok()?, state))
}

fn is_running(pid: u32) -> bool {
    parent_and_state(pid).is_some_and(|(_, state)| state != 'Z')
}
