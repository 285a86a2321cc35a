//! One policy. It is said to the development server, to hosts that read `_headers`, and in the page itself for hosts that
//! send nothing; all three say the same.

use regex::Regex;

use super::sources::{Fault, Tree};

pub fn faults(tree: &Tree) -> Vec<Fault> {
    let find = |path: &str| {
        tree.texts().find(|file| file.path == path).map_or("", |file| file.text.as_str())
    };
    check(find("Trunk.toml"), find("public/_headers"), find("public/index.html"))
}

fn check(trunk: &str, headers: &str, page: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let served = toml::from_str::<toml::Table>(trunk)
        .ok()
        .and_then(|table| {
            let policy = table.get("serve")?.get("headers")?.get("content-security-policy")?;
            Some(squashed(policy.as_str()?))
        })
        .unwrap_or_default();
    if served.is_empty() {
        faults.push(Fault::new("Trunk.toml", 1, "sends no content-security-policy"));
        return faults;
    }
    let in_headers =
        Regex::new(r"(?im)^\s*content-security-policy:\s*(.+)$").expect("a fixed pattern");
    let in_page =
        Regex::new(r#"(?is)<meta\s+http-equiv="content-security-policy"\s+content="([^"]+)""#)
            .expect("a fixed pattern");
    for (path, text, pattern) in
        [("public/_headers", headers, in_headers), ("public/index.html", page, in_page)]
    {
        let said = pattern.captures(text).map(|found| squashed(&found[1]));
        match said {
            None => faults.push(Fault::new(path, 1, "says no content-security-policy")),
            Some(said) if said != served => {
                faults.push(Fault::new(
                    path,
                    1,
                    format!("says another policy than Trunk.toml: {said}"),
                ));
            }
            Some(_) => {}
        }
    }
    faults
}

fn squashed(policy: &str) -> String {
    policy.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(';').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNK: &str =
        "[serve.headers]\n\"content-security-policy\" = \"default-src 'none'; script-src 'self'\"";
    const HEADERS: &str = "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'\n";
    const PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\"\n content=\"default-src 'none';\n script-src 'self'\">";

    #[test]
    fn the_three_agree() {
        assert_eq!(check(TRUNK, HEADERS, PAGE), Vec::new());
        assert_eq!(check("", HEADERS, PAGE).len(), 1);
        assert_eq!(check(TRUNK, "", "").len(), 2);
        assert_eq!(check(TRUNK, &HEADERS.replace("'none'", "'self'"), PAGE).len(), 1);
        assert_eq!(check(TRUNK, HEADERS, &PAGE.replace("script-src 'self'", "")).len(), 1);
    }
}
