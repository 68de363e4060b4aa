//! What the program is made of: no crate that talks to a network, runs an event loop for one, or
//! executes scripts. Read from Cargo.lock, so it needs neither a network nor cargo.

use std::collections::{BTreeMap, BTreeSet};

use crate::repo;

/// Crates that use a network, or only make sense with one.
const NETWORK: &[&str] = &[
    "actix-web",
    "async-h1",
    "async-net",
    "async-std",
    "async-tungstenite",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "curl-sys",
    "ehttp",
    "h2",
    "h3",
    "hickory-resolver",
    "http-client",
    "hyper",
    "hyper-util",
    "isahc",
    "libp2p",
    "lettre",
    "minreq",
    "mio",
    "native-tls",
    "neqo",
    "openssl",
    "openssl-sys",
    "opentelemetry",
    "quinn",
    "reqwest",
    "rouille",
    "rumqttc",
    "rustls",
    "self_update",
    "sentry",
    "socket2",
    "ssh2",
    "surf",
    "tide",
    "tiny_http",
    "tokio",
    "tokio-tungstenite",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "websocket",
    "zmq",
];

/// Crates that run code which a document, a tag set or a theme could bring.
const SCRIPTS: &[&str] = &[
    "boa_engine",
    "deno_core",
    "gluon",
    "koto",
    "mlua",
    "pyo3",
    "quick-js",
    "rhai",
    "rlua",
    "rquickjs",
    "rune",
    "rustpython",
    "rustpython-vm",
    "starlark",
    "v8",
    "wasmer",
    "wasmi",
    "wasmtime",
];

/// Crates that are built for browsers alone. What they need is in Cargo.lock and in no program.
const WEB: &[&str] = &["js-sys", "wasm-bindgen", "wasm-bindgen-futures", "web-sys"];

/// What each package of a lock file needs.
fn packages(lock: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for block in lock.split("[[package]]").skip(1) {
        let quoted = |line: &str| line.split('"').nth(1).map(str::len).unwrap_or_default();
        let name = block.lines().find_map(|it| it.strip_prefix("name = \"")).unwrap();
        let name = name.trim_end_matches('"');
        let needs = found.entry(name).or_default();
        let inside = block.lines().skip_while(|it| *it != "dependencies = [").skip(1);
        for line in inside.take_while(|it| *it != "]").filter(|it| quoted(it) > 0) {
            // A package that is there twice is followed by its version.
            let need = line.trim().trim_matches([',', '"']);
            needs.push(need.split(' ').next().unwrap());
        }
    }
    found
}

/// Everything that `root` is made of, by way of anything but crates for the web.
fn made_of<'a>(packages: &BTreeMap<&'a str, Vec<&'a str>>, root: &'a str) -> BTreeSet<&'a str> {
    let (mut open, mut seen) = (vec![root], BTreeSet::new());
    while let Some(name) = open.pop() {
        if !WEB.contains(&name) && seen.insert(name) {
            open.extend(packages.get(name).into_iter().flatten());
        }
    }
    seen
}

fn forbidden(lock: &str) -> Vec<&str> {
    let all = made_of(&packages(lock), "factmark");
    all.into_iter().filter(|it| NETWORK.contains(it) || SCRIPTS.contains(it)).collect()
}

#[test]
fn no_crate_uses_a_network_or_runs_scripts() {
    let lock = repo::read("Cargo.lock");
    let all = made_of(&packages(&lock), "factmark");
    assert!(all.len() > 200 && all.contains("egui") && all.contains("serde_json"));
    assert_eq!(forbidden(&lock), [""; 0]);
}

#[test]
fn a_forbidden_crate_is_seen() {
    let lock = "[[package]]\nname = \"factmark\"\ndependencies = [\n \"a 1.0\",\n]\n\n\
                [[package]]\nname = \"a\"\ndependencies = [\n \"ureq\",\n \"js-sys\",\n]\n\n\
                [[package]]\nname = \"js-sys\"\ndependencies = [\n \"tokio\",\n]\n\n\
                [[package]]\nname = \"ureq\"\n\n[[package]]\nname = \"tokio\"\n";
    assert_eq!(forbidden(lock), ["ureq"]);
}

#[test]
fn cargo_deny_bans_the_same_crates() {
    let deny = repo::read("deny.toml");
    let banned: BTreeSet<_> = deny
        .lines()
        .filter_map(|it| it.trim().strip_prefix("{ crate = \"")?.strip_suffix("\" },"))
        .collect();
    let named: BTreeSet<_> = NETWORK.iter().chain(SCRIPTS).copied().collect();
    assert_eq!(banned, named);
}

#[test]
fn our_own_code_is_safe_and_opens_links_on_a_click_alone() {
    assert!(repo::read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    for path in repo::files("src", "rs") {
        // egui's own link opens on a click and in no other way.
        let code = repo::read(&path);
        for way in ["open_url", "OpenUrl", "webbrowser", "libloading"] {
            assert!(!code.contains(way), "{path}: {way}");
        }
    }
}
