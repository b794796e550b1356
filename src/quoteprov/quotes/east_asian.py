"""
Who says it in Korean, Japanese and Chinese: particles and punctuation name the speaker.

Korean and Japanese set a particle behind the quotation (라고, と), the verb at the end of the
sentence, and the speaker before a topic or subject particle (은/는/이/가, は/が), mostly before
the quotation. Chinese sets the verb behind the speaker and before the quotation, or both behind
it: 王毅说：“…”; “…”，王毅说.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.quotes.foreign_cues import Credit, Place, forms
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


LANGUAGES = ("ko", "ja", "zh")

TITLE_MARKS = frozenset("《〈")
"""Around names of books, papers and films; North Korean print sets them around speech too."""

_LONGEST = 300
"""Code points on either side of a quotation that are read."""
_LONGEST_NAME, _LONGEST_LABEL = 40, 30
"""Code points of who speaks in Chinese, and before a colon."""


class _Subject(NamedTuple):
    """A phrase before a topic or subject particle."""

    start: int
    end: int
    topic: bool
    speaks: bool  # its last word is of those that speak: a spokesman, a ministry, an agency


# ------------------------------------------------------------------------------------- Korean
_KO_PARTICLE = regex.compile(
    r"\s?(?P<cue>이?라(?:고(?:도|는|까지)?|며|면서|는|던)|이?란|고(?:도|는|까지)?|며|면서|는|던|하고|이라)"
    r"(?!\p{Hangul})"
)
_KO_ENDINGS = (
    "했다|했습니다|했고|했으며|했지만|했는데|했던|했음|했어요|하였다|하였습니다|하였으며|하시었다|하시였다|하며|하면서|하고"
    "|하기도|하는|하자|하였고|한다|합니다|한\\b|해\\b|해왔다|해\\s왔다"
)
_KO_SUBJECT = regex.compile(
    r"(?P<stem>[\p{L}\p{N}()·'’.-]*[\p{L}\p{N})])"
    r"(?P<particle>(?:측|쪽)?(?:께서는|께서|에서는|은|는|이|가|도))"
)
_KO_ADNOMINAL = regex.compile(
    r"(?:하|되|있|없|않|라|다|오|지|키|받|넘|들|나서|보|주|맞|만드|겪|놓|리|치|모르|알)는|(?:같|많|좋|높|낮|적|받|않|맞|낳|짧|깊|넓|젊|늙|옳)은"
    r"|(?:이|저|것|오늘|이번에|당시에|또|이에|최근에|에|에게|로|부터|까지|라고|다고|면서)는|.*(?:에서는|에는|로는|라는|다는)"
    r"|(?:우리|저희|나|저|내)(?:는|가)|(?:것|수|점|때|바)(?:은|이|도)"
)
_KO_SPEAKS = regex.compile(
    r"(?:대변인|장관|차관|대통령|총리|위원장|국무위원장|비서|총비서|부장|부부장|대표|의원|교수|관계자|총장|사무총장|국장|청장|실장|소장"
    r"|본부장|시장|지사|회장|사장|이사장|대사|특사|보좌관|수석|팀장|과장|연구원|변호사|감독|선수|기자|판사|검사|검찰|경찰|부상|상"
    r"|당국자|소식통|전문가|목사|신부|박사|씨|군|양|님|여사|그|그녀|그들|통신|신문|방송|TV|일보|매체|외신|언론|정부|당국"
    r"|외무성|국방성|국방부|외교부|통일부|총참모부|사령부|합참|부|성|청|처|원|당|위원회|협회|재단|회사|측|은행|연구소|대학|백악관"
    r"|주민|시민|남성|여성|학생|유족|직원|주석|주임|총서기|사령관|대장|소장|의장|원내대표|최고위원)(?:\([^()]*\))?$"
)
_KO_OUTLET = regex.compile(
    r"(?:통신|신문|방송|TV|일보|매체|외신|언론|보도|뉴스|타임스|포스트)(?:\([^()]*\))?$"
)
_KO_EDGE = regex.compile(
    rf".*(?:[,{MASK}:;.]|에서|에게|에|을|를|으로|로|하고|했고|이라고|다고|이며|하며|면서|하자|하면|위해|위한|대해|통해|따라"
    r"|관련해|이어|함께|가운데|[하되]는|있는|없는|않는|라는|다는|된|던|은|날|오전|오후|지난|이날|현지시간|[0-9]+일|[0-9]+일\(현지시간\))"
    r"|.+(?<!북|남|대|신|유|무)한|따르면|의하면|.+(?<!전문|작|국|정치|예술|음악|활동|평론|운동|투자|기업|사업|혁명|법률|건축)가|.+는|그러나|또|또한|이에|그러면서|특히|한편|반면"
)
# 김정은 ends like a topic, and is a name before an office
_KO_NAME = regex.compile(
    r"(?!이것|이들|조선|정[권부]|이번|장관)[김이박최정강조윤장임]\p{Hangul}은"
)
_KO_ACCORDING = regex.compile(r"(?P<who>\S+)에\s?(?P<cue>따르면|의하면)")
_KO_REMARK = regex.compile(
    rf"[\s.]*(?P<who>[^.\n{MASK}]{{1,40}}?)(?:의|가\s한|이\s한)\s(?P<cue>말|설명|지적|주장|얘기|이야기|전언|반응|당부|분석|진단)(?:이다|입니다|이었다|이에요)"
)
_KO_LAST_VERB = regex.compile(r"(?P<cue>\p{Hangul}{1,8}했(?:다|습니다))(?=[.\s]*$|\.)")
_KO_MOST_WORDS = 6

# ----------------------------------------------------------------------------------- Japanese
_JA_PARTICLE = regex.compile(
    r"\s?(?:など)?(?:だ|である)?(?P<cue>といった|という|との|とも|と|って)"
)
_JA_STANDS = regex.compile(r"\s*(?:[。、，,（(\n]|$)")
_JA_NAME = (
    r"(?:[\p{Han}\p{Katakana}A-Za-zＡ-Ｚａ-ｚ0-9０-９・ー＝=々〆ヶ&.-]|の(?=[\p{Han}\p{Katakana}A-Za-z])|（[^（）▮\n]{1,30}）"
    r"|\([^()▮\n]{1,30}\)|(?<=\p{Han})(?:さん|ら|たち)(?=[はがもによ]))"
)
_JA_SUBJECT = regex.compile(rf"(?P<who>{_JA_NAME}{{1,60}}+)(?P<particle>では|は|が|も)")
_JA_ACCORDING = regex.compile(rf"(?P<who>{_JA_NAME}{{1,60}}+)(?P<cue>によると|によれば)")
_JA_ENDS = regex.compile(rf"(?P<who>{_JA_NAME}{{1,60}}+)\s*$")
_JA_CLEFT = regex.compile(rf"\s?のは、?(?P<who>{_JA_NAME}{{1,60}}+(?:さん)?)")
_JA_ANY_VERB = regex.compile(
    r"(?P<cue>[\p{Han}\p{Katakana}ー]{2,8}(?:した|しました|している|する))(?=[。、]|$)"
)
_JA_BARE = regex.compile(rf"\s?と(?P<who>{_JA_NAME}{{1,60}}+)(?=[。\n]|$)")
_JA_TIME = regex.compile(
    r"(?:.*[\d０-９一二三四五六七八九十](?:日|月|年|時|分|人|件|円|％)|今回|今後|一方|同日|前日|翌日|当時|現在|今年|昨年|今月|先月"
    r"|会見|場合|問題|影響|結果|理由|可能性|必要|以上|以下|これ|それ|中)$"
)
_JA_LEADING_TIME = regex.compile(r"(?:[\d０-９]+(?:日|月|年)の?)+")
_JA_SPEAKS = regex.compile(
    r"(?:氏|首相|総理|大統領|長官|大臣|相|官|報道官|議員|社長|会長|委員長|書記|総書記|書記長|さん|さま|省|庁|局|部|社|通信|新聞|紙|政府|当局|党"
    r"|教授|知事|市長|町長|村長|区長|部長|課長|代表|担当者|担当|幹部|関係者|監督|選手|弁護士|男性|女性|彼|彼女|大使|議長|総裁|理事長|院長"
    r"|校長|署|警察|検察|裁判長|所長|隊長|司令官|筋|住民|遺族|専門家|研究員|補佐官|放送|テレビ|側|協会|機関|大学|連合|委員会|ら|主席|記者"
    r"|作家|医師|学長|団体|会社|本部|国連|容疑者|被告|副部長|事務総長)(?:（[^（）]*）|\([^()]*\))?(?:さん|ら|たち)?$"
)
_JA_OUTLET = regex.compile(r"(?:通信|新聞|紙|放送|テレビ|ニュース|メディア|報道)$")
_JA_SURU = "した|して(?:いる|いた|おり|きた)?|しました|しており|する|し(?=[、,])|(?=[。、\\n])|$"

# ------------------------------------------------------------------------------------ Chinese
_ZH_WRONG = (
    r"(?<![小传傳据據学學解劝听聽])[说說](?![法服明客辞辭谎謊])|(?<![名职職简簡堪号號俗统統著对對])[称稱](?![为為号號呼霸赞讚职職])"
    r"|(?<![\p{Han}](?=指\p{Han}))指(?=[，,：:])|讲(?![话述究座堂师])|講(?![話述究座堂師])|答(?=[：:，,])|问(?=[：:])|曰(?=[：:])"
)
_ZH_NOUN = (
    r"(?:分析|评论|評論|批评|批評|报道|報道|報導|声明|聲明|建议|建議|警告|通报|质疑|质问|回应)"
    r"[师師员員家者书書稿信人]"
)
_ZH_BREAK = regex.compile(rf"[。；;！!？?：:，,、\n{MASK}]")
_ZH_STOP = regex.compile(
    r"\d|[一二三四五六七八九十]+[日月号]|[周週][一二三四五六日]|星期|礼拜|今[天日年早晚]|昨[天日晚]|明天|日前|当[天日地晚]|當[天日地晚]|近日|随后|隨後|同时|同時|此前"
    r"|此后|(?<=.)在|于(?=[今昨当近本\d])|对(?!外)|對(?!外)|就(?!业|業)|向|接受|通过|通過|透过|透過|则|則|也|还|還|又|再|曾(?=[在经表说于对])|并|並|更|已|均|未|没|不|回应|回應|针对"
    r"|針對|会见|會見|出席|主持|率团|面对|面對|因|为此|為此|发表|發表|发布|發布|召开|举行|舉行|致[电信函辞]|以(?!色列)|将(?![军领士官])|把|被|一再|多次|反复|公开|公開"
    r"|首次|进一步|進一步|私下|笑着|激动|愤怒|当众|时$|時$|后$|後$|时，|直言|坦言|坦承|的?发言中|继续|繼續|接着|等人?(?=[在说表])|[与與跟和](?=.{1,12}(?:[会會]|[见見]面|通[电话電話]|[举舉]行|一起|交[谈談]))|从(?=.{1,6}[回来])|特别|特別|郑重|鄭重|严正|嚴正|一针见血|分别|分別|最后|首先|表态|高度|强烈|強烈|严厉|嚴厉"
)
_ZH_NOT_WHO = regex.compile(
    r"(?:这|這|那|此|其中|但|而|因|如|虽|雖|不|没|我|你|您|当|當|从|從|对|對|在|就|由于|由於|然而|同时|同時|另外|目前|不过|不過|所以|并|並|也|还|還|是|报道|報導|问|所|可以|应|應|会[后後议議上]|会议|會議)"
)
_ZH_THERE_IS = regex.compile("有(?![关關])")  # 有专家指出: some experts say
_ZH_ACCORDING = regex.compile(
    rf"(?:(?<![依根证證占数數])[据據]|根[据據])(?P<who>[^，,。：{MASK}\n]{{1,40}}?)(?P<cue>的?(?:报道|報道|報導|报导|消息|透露|介绍|介紹|通报|披露|声明|聲明|说法|說法)|[称稱说說]|表示)"
)
_ZH_QUOTING = regex.compile(
    rf"(?:援引|引述|引用|转引|轉引)(?P<who>[^，,。：{MASK}\n]{{1,40}}?)(?:的(?:话|話|说法|消息|发言|言论))?(?:报道|報導|报导)?(?P<cue>[说說称稱]|表示|指出|报道|報導|报导)"
)
_ZH_DIRECT = regex.compile(r"[了道]?\s*[，,：:、]?\s*")
_ZH_MOST_CLAUSES = 4
_ZH_MOST_CUES = 6
"""Verbs nearest to the end of a clause that are looked at, and clauses before each."""


def is_speech(masked: str, end: int, opening: str, language: str) -> bool:
    """
    Whether a quotation that ends at *end*, marks included, can be speech: neither a title in 《》
    nor a term that the sentence goes on with (「ＡＩ」の利用, ‘그린벨트’ 해제).
    """
    if language == "ko":
        doubtful = opening in TITLE_MARKS | {"'", "‘", "<"}
        return not doubtful or _KO_PARTICLE.match(masked, end) is not None
    if opening in TITLE_MARKS:
        return False
    if language == "ja":
        return any(p.match(masked, end) for p in (_JA_PARTICLE, _JA_STANDS, _JA_MIXED))
    return True


def credit(place: Place, language: str) -> Credit | None:
    """Find who is credited with the quotation at *place*, in ``ko``, ``ja`` or ``zh``."""
    _, masked, start, end, left, right = place
    left, right = max(left, start - _LONGEST), min(right, end + _LONGEST)
    return _OF_LANGUAGE[language](masked, left, start, end, right)


@cache
def _cue(language: str) -> regex.Pattern[str]:
    """The verbs of one language, the longest first."""

    def either(kind: str) -> str:
        return "|".join(
            sorted(map(regex.escape, forms(language, kind)), key=lambda f: (-len(f), f))
        )

    return regex.compile(
        {
            "ko": rf"(?<!\p{{Hangul}})(?P<cue>재?(?:{either('hada')})(?:{_KO_ENDINGS})"
            rf"|(?:{either('verb')}))",
            "ja": rf"(?P<cue>(?:{either('suru')})(?:{_JA_SURU})|(?:{either('verb')})"
            r"|(?<=と)(?:した|して(?:いる|おり|いた)|しました|する|し)(?=[、。\s]|$))",
            "zh": rf"(?!{_ZH_NOUN})(?:{either('cue')})(?:[道说称說稱](?![法明为]))?|{_ZH_WRONG}",
        }[language]
    )


# ------------------------------------------------------------------------------------- Korean
def _korean(masked: str, left: int, start: int, end: int, right: int) -> Credit | None:
    if remark := _KO_REMARK.match(masked, end, right):
        return Credit(*remark.span("who"), *remark.span("cue"), "noun")
    particle = _KO_PARTICLE.match(masked, end, right)
    before = _korean_subjects(masked, left, start)
    according = _KO_ACCORDING.search(masked, left, start)
    cue = _cue("ko").search(masked, end, right) or (particle and _last_verb(masked, end, right))
    if according and not (cue and particle):
        return _korean_according(masked, left, according)
    found = cue or particle
    if found is None:
        return _introduced(masked, left, start, before, _cue("ko"))
    behind = _korean_subjects(masked, particle.end() if particle else end, found.start("cue"))
    quoting = cue is not None and _cue("ko").search(masked, cue.end(), right) is not None
    chosen, carrier = _choose(masked, before, behind, _KO_OUTLET, quoting=quoting)
    if chosen:
        return Credit(chosen.start, chosen.end, *found.span("cue"), "finite", carrier)
    if according:
        return _korean_according(masked, left, according)
    return Credit(end, end, *found.span("cue"), "dropped")


def _last_verb(masked: str, end: int, right: int) -> regex.Match[str] | None:
    """The verb at the end of the sentence: 판시했다, where the lexicon lacks it."""
    return _KO_LAST_VERB.search(masked, end, right)


def _korean_according(masked: str, left: int, match: regex.Match[str]) -> Credit:
    who = _korean_phrase(masked, left, match.start("who"), match.end("who"))
    return Credit(*who, *match.span("cue"), "according")


def _korean_subjects(masked: str, left: int, stop: int) -> list[_Subject]:
    found = []
    for token in regex.finditer(r"\S+", masked, pos=left, endpos=stop):
        word = token.group().rstrip(",")
        match = _KO_SUBJECT.fullmatch(word)
        if not match or MASK in word or _KO_ADNOMINAL.fullmatch(word):
            continue
        stem = match["stem"]
        speaks = _KO_SPEAKS.search(stem) is not None
        if len(stem) == 1 and not speaks:
            continue
        end = token.start() + len(stem)
        start, _ = _korean_phrase(masked, left, token.start(), end)
        topic = match["particle"].endswith(("은", "는"))
        found.append(_Subject(start, end, topic, speaks))
    return found


def _korean_phrase(masked: str, left: int, start: int, end: int) -> tuple[int, int]:
    """Widen a word to the left until a particle, an ending or a date shows another phrase."""
    words = list(regex.finditer(r"\S+", masked[max(left, start - 80) : start]))
    base = max(left, start - 80)
    for word in reversed(words[-_KO_MOST_WORDS + 1 :]):
        if _KO_EDGE.fullmatch(word.group()) and not _KO_NAME.fullmatch(word.group()):
            break
        start = base + word.start()
    return start, end


# ----------------------------------------------------------------------------------- Japanese
_JA_MIXED = regex.compile(r"の(?:考え|認識|見解|意向|方針|立場|見方|姿勢|判断|コメント|声明|談話)")


def _japanese(masked: str, left: int, start: int, end: int, right: int) -> Credit | None:
    quoted = _JA_PARTICLE.match(masked, end, right) or _JA_MIXED.match(masked, end, right)
    if quoted is None or masked.startswith(MASK, quoted.end()):
        return _japanese_alone(masked, left, start)
    if bare := _JA_BARE.match(masked, end, right):
        return Credit(*bare.span("who"), end, bare.start("who"), "inverted")
    cue = _cue("ja").search(masked, quoted.end("cue"), right)
    cue = cue or _JA_ANY_VERB.search(masked, quoted.end("cue"), right)
    if cue and (cleft := _JA_CLEFT.match(masked, cue.end(), right)):
        return Credit(*cleft.span("who"), *cue.span(), "inverted")
    before = _japanese_subjects(masked, left, start)
    behind = _japanese_subjects(masked, end, cue.start() if cue else right)
    again = cue is not None and _cue("ja").search(masked, cue.end(), right) is not None
    chosen, carrier = _choose(masked, before, behind, _JA_OUTLET, quoting=again)
    according = _JA_ACCORDING.search(masked, left, start)
    found = cue or quoted
    if chosen and (cue or (chosen.speaks and not according)):
        carrier = carrier or (according.span("who") if according else None)
        return Credit(chosen.start, chosen.end, *found.span("cue"), "finite", carrier)
    if according:
        return Credit(*according.span("who"), *according.span("cue"), "according")
    return Credit(end, end, *cue.span("cue"), "dropped") if cue else None


def _japanese_alone(masked: str, left: int, start: int) -> Credit | None:
    """X氏は次のように述べた。「…」; X氏「…」."""
    before = _japanese_subjects(masked, left, start)
    label = _JA_ENDS.search(masked[left:start].rstrip("：: "))
    introduced = _introduced(masked, left, start, before, _cue("ja"))
    if introduced or not label or not _JA_SPEAKS.search(label["who"]):
        return introduced
    return Credit(left + label.start("who"), left + label.end("who"), start, start, "colon")


def _japanese_subjects(masked: str, left: int, stop: int) -> list[_Subject]:
    found = []
    for match in _JA_SUBJECT.finditer(masked, left, stop):
        who = match["who"].removeprefix("の")
        if match["particle"] == "では" or _JA_TIME.fullmatch(who):
            continue
        start, end = match.end("who") - len(who), match.end("who")
        if lead := _JA_LEADING_TIME.match(who):
            start += lead.end() if lead.end() < len(who) else 0
        speaks = _JA_SPEAKS.search(who) is not None
        found.append(_Subject(start, end, match["particle"] != "が", speaks))
    return found


# ------------------------------------------------------------- what Korean and Japanese share
def _choose(
    masked: str,
    before: Sequence[_Subject],
    behind: Sequence[_Subject],
    outlet: regex.Pattern[str],
    *,
    quoting: bool,
) -> tuple[_Subject | None, tuple[int, int] | None]:
    """
    The subject of the verb that credits, and the outlet that passes it on.

    The first topic that can speak, else the last subject that can; an outlet that quotes
    somebody ("통신은 부부장이 “…”고 말했다고 보도했다") only carries.
    """
    speaking = [s for s in behind if s.speaks]
    if speaking:
        return speaking[-1], None
    carried = [s for s in before if s.topic and outlet.search(masked[s.start : s.end])]
    if quoting and carried:
        others = [s for s in before if s.start > carried[0].start and s not in carried]
        if others:
            return others[-1], (carried[0].start, carried[0].end)
    kinds = (
        [s for s in before if s.topic and s.speaks][:1],
        [s for s in before if s.speaks][-1:],
        [s for s in before if s.topic][:1],
        list(before[-1:]),
        list(behind[-1:]),
    )
    return next((kind[0] for kind in kinds if kind), None), None


def _introduced(
    masked: str,
    left: int,
    start: int,
    before: Sequence[_Subject],
    cue: regex.Pattern[str],
) -> Credit | None:
    """X는 다음과 같이 말했다. “…”; X氏は次のように述べた。「…」; X: “…”."""
    colon = masked[left:start].rstrip()
    verbs = list(cue.finditer(masked, left, start))
    who = next((s for s in before if s.topic and s.speaks), None) or next(iter(before), None)
    if who and verbs and verbs[-1].start() >= who.end:
        return Credit(who.start, who.end, *verbs[-1].span(), "finite")
    if colon.endswith((":", "：")) and 0 < len(colon) - 1 <= _LONGEST:
        stop = left + len(colon) - 1
        name = masked[left:stop]
        if (
            name.strip()
            and len(name) <= _LONGEST_LABEL
            and not regex.search(rf"[.。!?,，{MASK}]", name)
        ):
            begin = stop - len(name.lstrip())
            return Credit(begin, stop, stop, stop + 1, "colon")
    return None


# ------------------------------------------------------------------------------------ Chinese
def _chinese(masked: str, left: int, start: int, end: int, right: int) -> Credit | None:
    before = list(_chinese_credits(masked, left, start))
    direct = [c for c in before if _ZH_DIRECT.fullmatch(masked, c.cue_end, start)]
    first = _cue("zh").search(masked, end, right)
    behind = next(_chinese_credits(masked, end, first.end()), None) if first else None
    if behind and not _ends_clause(masked, behind.cue_end, right):
        behind = None
    adjacent = behind and not masked[end : max(end, behind.start)].strip(" ，,。")
    named = [c for c in before if c.start < c.end]
    choices = (direct[-1:], [behind] if behind and adjacent else [], named[-1:])
    found = next((kind[0] for kind in choices if kind), None)
    if found and found.start < found.end:
        return found
    according = _ZH_ACCORDING.search(masked, left, start) or _ZH_ACCORDING.match(
        masked, end, right
    )
    if according and (who := _chinese_who(masked, *according.span("who"))):
        return Credit(*who, *according.span("cue"), "according")
    if found is None and masked[left:start].rstrip().endswith(("：", ":")):
        stop = left + len(masked[left:start].rstrip()) - 1
        breaks = [m.end() for m in _ZH_BREAK.finditer(masked, left, stop)]
        who = _chinese_who(masked, breaks[-1] if breaks else left, stop)
        return Credit(*who, stop, stop + 1, "colon") if who and who[1] == stop else None
    return found or behind


def _ends_clause(masked: str, at: int, right: int) -> bool:
    """A verb behind a quotation credits it, unless a colon shows that it introduces the next."""
    return masked[at:right].lstrip()[:1] not in {"：", ":"}


def _chinese_credits(masked: str, start: int, stop: int) -> Iterator[Credit]:
    """Every verb of the lexicon with the phrase that opens its clause, or an earlier one."""
    quoting = list(_ZH_QUOTING.finditer(masked, start, stop))
    according = [m.span() for m in _ZH_ACCORDING.finditer(masked, start, stop)]
    for match in list(_cue("zh").finditer(masked, start, stop))[-_ZH_MOST_CUES:]:
        if any(a <= match.start() < b for a, b in according):
            continue
        if around := [m for m in quoting if m.start() <= match.start() < m.end()]:
            carrier = _chinese_subject(masked, start, around[0].start())
            if match.end() >= around[0].end("cue"):
                whole = max(match.end(), around[0].end("cue"))
                cue = around[0].start("cue"), whole
                yield Credit(*around[0].span("who"), *cue, "as-saying", carrier)
            continue
        who = _chinese_subject(masked, start, match.start())
        if who:
            yield Credit(*who, *match.span(), "finite")
        else:
            yield Credit(match.start(), match.start(), *match.span(), "dropped")


def _chinese_subject(masked: str, left: int, stop: int) -> tuple[int, int] | None:
    edges = [left, *(m.end() for m in _ZH_BREAK.finditer(masked, left, stop)), stop + 1]
    for begin, following in list(pairwise(edges))[: -_ZH_MOST_CLAUSES - 1 : -1]:
        if who := _chinese_who(masked, begin, min(stop, following - 1)):
            return who
    return None


def _chinese_who(masked: str, begin: int, stop: int) -> tuple[int, int] | None:
    """The phrase that opens a clause, up to a date, an adverb or a preposition."""
    begin += len(masked[begin:stop]) - len(masked[begin:stop].lstrip())
    if _ZH_THERE_IS.match(masked, begin, stop):
        begin += 1
    if begin >= stop or _ZH_NOT_WHO.match(masked, begin, stop):
        return None
    found = _ZH_STOP.search(masked, begin, stop)
    verb = _cue("zh").search(masked, begin, stop)
    end = min([stop, *(m.start() for m in (found, verb) if m)])
    end = begin + len(masked[begin:end].rstrip(" “「（("))
    if masked[begin] == "《" and masked[end - 1] == "》":
        begin, end = begin + 1, end - 1
    who = masked[begin:end]
    pronoun = who in {"他", "她", "它", "其"}
    return (begin, end) if pronoun or 1 < len(who) <= _LONGEST_NAME else None


_OF_LANGUAGE = {"ko": _korean, "ja": _japanese, "zh": _chinese}
