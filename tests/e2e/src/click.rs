//! Clicking as people do: where they look, once it has come to rest, and again if something else was met.

use anyhow::{Result, ensure};

use crate::find::{Found, seen_or_retry};
use crate::wait::{Seen, until};

impl Found {
    /// Clicks it, where people look: in the middle of the window, clear of what sticks to its
    /// edges, once it has come to rest. A click that meets nothing that acts, as what stands above may still
    /// come or go, is made again, and that is said; drivers do not all notice.
    pub async fn click(&self) -> Result<()> {
        until(format_args!("{self} to be clicked"), async || {
            let element = self.element().await?;
            let session = &self.world.session;
            let rests = session.execute_async(REST, [element.to_json()?]);
            match seen_or_retry(rests.await)? {
                Seen::Yes(rests) if *rests.json() == true => {}
                Seen::Yes(_) => return Ok(Seen::not_yet("it moves")),
                Seen::NotYet(why) => return Ok(Seen::NotYet(why)),
            }
            if let Seen::NotYet(why) = seen_or_retry(element.click().await)? {
                return Ok(Seen::NotYet(why));
            }
            // A page that went away with the click is not asked any more.
            let Ok(met) = session.execute_async(MET, []).await else {
                return Ok(Seen::Yes(()));
            };
            let met = met.json();
            let Some(other) = met["what"].as_str() else {
                return Ok(Seen::Yes(()));
            };
            ensure!(met["acts"] != true, "a click at {self} met {other}");
            eprintln!("a click at {self} met {other}, and is made again");
            Ok(Seen::not_yet(format_args!("the click met {other}")))
        })
        .await
    }
}

/// Brings an element to the middle of the window; whether it stays there for two frames. Tabs in
/// the background have no frames, so that time counts too. From then on the next click is watched for.
const REST: &str = "
    const [element, done] = arguments;
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const place = () => { const { x, y, width, height } = element.getBoundingClientRect(); return [x, y, width, height].join(); };
    const before = place();
    let looked = false;
    const look = () => {
      if (looked) return;
      looked = true;
      const rests = element.isConnected && place() === before;
      if (rests) {
        const aim = { element, met: undefined };
        window.e2eAim = aim;
        const hear = (event) => {
          if (!event.isTrusted || aim.met) return;
          const path = event.composedPath();
          const [first] = path;
          const acts = first.closest?.('a, button, input, select, textarea, summary, label, [role=option]');
          const isMeant = path.includes(element) || path.some((one) => one.control === element);
          aim.met = isMeant || { acts: !!acts, what: `${first.tagName} ${first.textContent}`.slice(0, 80) };
          removeEventListener('click', hear, true);
        };
        addEventListener('click', hear, true);
      }
      done(rests);
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
    setTimeout(look, 250);";

/// What the click met instead of the element that was aimed at; nothing if it met that, or if the page is another
/// one by now. What is disabled, and a choice of a menu, hear of no click.
const MET: &str = "
    const done = arguments[0];
    const aim = window.e2eAim;
    const deaf = !aim || aim.element.matches(':disabled') || aim.element.tagName === 'OPTION';
    const ends = performance.now() + 2000;
    const look = () => {
      if (deaf || aim.met === true) done(null);
      else if (aim.met) done(aim.met);
      else if (performance.now() < ends) setTimeout(look, 5);
      else done({ acts: false, what: 'nothing' });
    };
    look();";
