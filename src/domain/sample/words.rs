//! Names and sentences put together from short lists. Small, since they travel with the app.

use super::dice::Dice;

/// A language to make things up in.
struct Tongue {
    /// Given names, and things of nature that serve as family names; `|` between the two.
    names: &'static str,
    /// What stands between given and family name.
    joint: &'static str,
    /// The parts of a sentence, `|` between them; the ways to say each, `/` between those.
    sentence: &'static str,
    /// What stands between the parts of a sentence.
    space: &'static str,
    /// What ends a sentence.
    stop: &'static str,
}

/// Latin letters come first and weigh more; then right-to-left, wide, combining, and all that.
const TONGUES: [Tongue; 11] = [
    Tongue {
        names: "Ada/Bram/Chidi/Dara/Imani/Juno/Kofi/Lumi/Mina/Noor/Rio/Tal|Lantern/Harbour/Juniper/Pebble/Willow/Comet/Marsh/Thistle/Wren/Cedar",
        joint: " ",
        sentence: "I would like to/I hope to/Last year I began to/It took me months to/A friend asked me to/Every week I try to|learn how to/find out how to/show others how to/stop being afraid to|review a stranger's code/write error messages that help/translate a tutorial/test what I build/read a large code base/ask questions in public/mend the calendar of our choir|together with a team/at my own pace/after the children are asleep/for people who speak my language/and, to my surprise, enjoyed it/one small step at a time/=SUM(A1:A9) times a day",
        space: " ",
        stop: ". ",
    },
    Tongue {
        names: "Zoë/Søren/Łucja/Ximena/Żaneta/Ñusta/İpek/Bjørk|Fjäril/Gwiazda/Étoile/Sündö/Açaí/Šafrán",
        joint: " ",
        sentence: "Me gustaría/J'aimerais/Ich würde gern/Chciałabym|aprender/apprendre/lernen/zrozumieć|à relire du code/die Prüfung großer Änderungen/cómo traducir «guías»/żółte testy|poco a poco/en équipe/mit anderen/każdego dnia",
        space: " ",
        stop: ". ",
    },
    Tongue {
        // Letters with combining marks, left uncomposed.
        names: "Nguye\u{302}\u{303}n/Ame\u{301}lie/A\u{30a}sa/O\u{323}la\u{301}|Tra\u{306}ng/E\u{301}toile/O\u{300}run",
        joint: " ",
        sentence: "Mo fe\u{301}/To\u{302}i muo\u{302}\u{301}n|ko\u{323}\u{301}/ho\u{323}c|i\u{300}tumo\u{300}/la\u{323}\u{302}p tri\u{300}nh|pe\u{323}\u{300}lu\u{301} e\u{323}gbe\u{301}/cu\u{300}ng ba\u{323}n be\u{300}",
        space: " ",
        stop: ". ",
    },
    Tongue {
        names: "نور/سلمى/يوسف/ليلى/كريم|القمر/النجمة/البحر/الزيتون",
        joint: " ",
        sentence: "أود أن/أحاول أن/أتمنى أن|أتعلم/أشرح/أترجم|مراجعة الشفرة/كتابة الاختبارات/دليل Git 2.0|مع فريق/خطوة بخطوة/كل أسبوع",
        space: " ",
        stop: ". ",
    },
    Tongue {
        names: "נועה/יואב/תמר/אריאל|כוכב/ירח/זית/גלים",
        joint: " ",
        sentence: "הייתי רוצה/אני מנסה|ללמוד/להסביר/לתרגם|לקרוא קוד (של אחרים)/לכתוב בדיקות|בצוות/צעד אחר צעד/בקצב שלי",
        space: " ",
        stop: ". ",
    },
    Tongue {
        names: "星/明/云/雨/林|河/山/月/海",
        joint: "",
        sentence: "我想/我希望能/去年我开始|学习/了解/教别人|阅读大型代码/编写测试/翻译文档|和团队一起/按自己的节奏/为我的社区",
        space: "",
        stop: "。",
    },
    Tongue {
        names: "ほし/みどり/あおい/ひかり|かわ/つき/うみ/もり",
        joint: " ",
        sentence: "私は/去年から/友だちと|少しずつ/毎週/チームで|コードレビュー/テストの書き方/ドキュメントの翻訳|を学びたいです/を始めました/を続けています",
        space: "",
        stop: "。",
    },
    Tongue {
        names: "आशा/तारा/किरण/रवि|चाँद/सागर/पर्वत",
        joint: " ",
        sentence: "मैं/हर हफ़्ते मैं|टीम के साथ/धीरे-धीरे/अपनी भाषा के लिए|कोड पढ़ना/परीक्षण लिखना/अनुवाद करना|सीखना चाहती हूँ/सिखाना चाहता हूँ",
        space: " ",
        stop: "। ",
    },
    Tongue {
        names: "Вера/Лада/Тарас/Зоя|Звезда/Ромашка/Калина/Сосна",
        joint: " ",
        sentence: "Я хочу/Я стараюсь/Моя мета —|научиться/навчитися|читать чужой код/писати тести/переводить документацию|вместе с командой/шаг за шагом/у власному темпі",
        space: " ",
        stop: ". ",
    },
    Tongue {
        names: "Δάφνη/Ορέστης/Ίρις|Θάλασσα/Φεγγάρι/Ελιά",
        joint: " ",
        sentence: "Θα ήθελα να/Προσπαθώ να|μάθω/εξηγήσω|πώς διαβάζεται ο κώδικας/τους ελέγχους|με μια ομάδα/βήμα βήμα",
        space: " ",
        stop: ". ",
    },
    Tongue {
        names: "별/하늘/바다|달빛/소나무/강물",
        joint: " ",
        sentence: "저는/작년부터 저는|팀과 함께/천천히/매주|코드 리뷰를/테스트를/번역을|배우고 싶습니다/시작했습니다",
        space: " ",
        stop: ". ",
    },
];

const EMOJI: [&str; 6] = ["🙂", "🚀", "👩🏽‍💻", "🏳️‍🌈", "❤️", "🇳🇵"];

/// Zones of every continent; some with quarters of an hour, some beyond twelve hours.
const ZONES: &str = "Africa/Lagos Africa/Nairobi Africa/Cairo America/Sao_Paulo America/New_York America/Mexico_City America/St_Johns America/Los_Angeles Antarctica/Troll Asia/Kathmandu Asia/Kolkata Asia/Tokyo Asia/Tehran Asia/Shanghai Asia/Jerusalem Asia/Manila Atlantic/Azores Australia/Adelaide Europe/Athens Europe/London Europe/Kyiv Pacific/Auckland Pacific/Chatham Pacific/Kiritimati";

/// Somebody who speaks one of the languages, its lists taken apart once.
pub(super) struct Speaker {
    tongue: &'static Tongue,
    names: Vec<Vec<&'static str>>,
    sentence: Vec<Vec<&'static str>>,
}

/// A speaker: in half of all cases of the first language, otherwise of any.
pub(super) fn speaker(dice: &mut Dice) -> Speaker {
    let any = dice.below(2 * TONGUES.len() as u64);
    let at = usize::try_from(any).unwrap_or(0);
    let tongue = TONGUES.get(at).unwrap_or(&TONGUES[0]);
    let lists = |text: &'static str| -> Vec<Vec<&'static str>> {
        text.split('|')
            .map(|list| list.split('/').collect())
            .collect()
    };
    Speaker {
        tongue,
        names: lists(tongue.names),
        sentence: lists(tongue.sentence),
    }
}

/// A time zone.
pub(super) fn zone(dice: &mut Dice) -> String {
    let zones: Vec<&str> = ZONES.split(' ').collect();
    dice.pick(&zones)
        .map_or_else(String::new, |zone| (*zone).to_owned())
}

/// One out of each list.
fn one_each(dice: &mut Dice, lists: &[Vec<&'static str>], between: &str, out: &mut String) {
    for (i, list) in lists.iter().enumerate() {
        if i > 0 {
            out.push_str(between);
        }
        out.push_str(dice.pick(list).unwrap_or(&""));
    }
}

impl Speaker {
    /// A name put together from the lists.
    pub(super) fn name(&self, dice: &mut Dice) -> String {
        let mut name = String::new();
        one_each(dice, &self.names, self.tongue.joint, &mut name);
        name
    }

    /// A word or two.
    pub(super) fn phrase(&self, dice: &mut Dice) -> String {
        let phrases = self.sentence.get(2).and_then(|list| dice.pick(list));
        phrases.map_or_else(String::new, |phrase| (*phrase).to_owned())
    }

    /// About so many sentences, in paragraphs, with an emoji now and then.
    pub(super) fn sentences(&self, dice: &mut Dice, count: u64) -> String {
        let mut text = String::new();
        for i in 0..count {
            one_each(dice, &self.sentence, self.tongue.space, &mut text);
            if dice.one_in(8) {
                text.push(' ');
                text.push_str(dice.pick(&EMOJI).unwrap_or(&""));
            }
            text.push_str(self.tongue.stop);
            if i % 5 == 4 {
                text.push_str("\n\n");
            }
        }
        text.trim().to_owned()
    }
}
