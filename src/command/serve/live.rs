//! A page that loads itself again when there is a newer one: its script, and leave for it in the policy of
//! the page. Only pages that are served have it; those that are written have not.

use crate::output::html::base64;
use sha2::{Digest, Sha256};

/// Where the script looks.
pub(super) const STATE: &str = "_state";

/// Asks each second whether there are newer pages; says when they cannot be made, or nobody makes them.
const SCRIPT: &str = r##"(()=>{const bar=document.createElement("div");bar.setAttribute("role","status");bar.hidden=true;
bar.style.cssText="position:fixed;inset:auto 0 0 0;z-index:9999;padding:.75rem 1.25rem;background:#8c1d18;color:#fff;font:14px/1.4 system-ui,sans-serif;white-space:pre-wrap;max-height:40vh;overflow:auto";
document.body.append(bar);
const say=text=>{bar.hidden=!text;if(bar.textContent!==(text||""))bar.textContent=text||""};
const look=async()=>{try{const answer=await fetch("/_state",{cache:"no-store"});const now=await answer.json();
if(now.version!==VERSION){location.reload();return}
say(now.notice&&"These pages are older than the files, which cannot be rendered:\n"+now.notice)}
catch{say("Nothing serves these pages any more; start `isms serve` again.")}
setTimeout(look,1000)};setTimeout(look,1000)})();"##;

/// A page of this version of all pages with the script in it.
pub(super) fn live(page: &str, version: u64) -> String {
    let script = SCRIPT.replace("VERSION", &version.to_string());
    let digest = base64(&Sha256::digest(script.as_bytes()));
    let page = permitted(page, &digest);
    let script = format!("<script>{script}</script>\n");
    match page.rfind("</body>") {
        Some(at) => format!("{}{script}{}", &page[..at], &page[at..]),
        None => page + &script,
    }
}

/// The page with leave for a script of this digest, and for it to ask here.
fn permitted(page: &str, digest: &str) -> String {
    const BEFORE: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
    let Some(start) = page.find(BEFORE).map(|at| at + BEFORE.len()) else {
        return page.to_owned();
    };
    let Some(end) = page[start..].find('"').map(|at| start + at) else {
        return page.to_owned();
    };
    let policy = page[start..end]
        .replace("&#39;", "'")
        .replace("&#x27;", "'");
    let policy = with(&policy, "script-src", &format!("'sha256-{digest}'"));
    let policy = with(&policy, "connect-src", "'self'");
    format!("{}{policy}{}", &page[..start], &page[end..])
}

/// A policy in which a directive also allows a source.
fn with(policy: &str, directive: &str, source: &str) -> String {
    let mut found = false;
    let each = policy.split(';').map(str::trim).filter(|it| !it.is_empty());
    let mut all: Vec<String> = each
        .map(|one| match one.strip_prefix(directive) {
            Some(sources) if sources.starts_with(' ') => {
                found = true;
                format!("{directive}{} {source}", sources.replace(" 'none'", ""))
            }
            _ => one.to_owned(),
        })
        .collect();
    if !found {
        all.push(format!("{directive} {source}"));
    }
    all.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_permits_its_own_script_and_nothing_else() {
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; script-src &#39;sha256-x=&#39;\"><body>text</body>";
        let live = live(page, 3);
        let script = live.split("<script>").nth(1).unwrap();
        let script = script.split("</script>").next().unwrap();
        let digest = base64(&Sha256::digest(script.as_bytes()));
        let policy = format!(
            "content=\"default-src 'none'; script-src 'sha256-x=' 'sha256-{digest}'; connect-src 'self'\""
        );
        assert!(live.contains(&policy), "{live}");
        assert!(
            live.ends_with("</script>\n</body>") && script.contains("!==3)"),
            "{live}"
        );
    }

    #[test]
    fn nothing_is_allowed_before_something_is() {
        assert_eq!(
            with("connect-src 'none'; x", "connect-src", "'self'"),
            "connect-src 'self'; x"
        );
    }
}
