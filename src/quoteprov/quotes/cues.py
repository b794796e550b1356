"""
The cue lexicon: words that introduce what somebody said.

Collected from the reporting verbs of news style guides, of the seeds and of public news; forms are
listed, not derived, because "claims", "notes" and "remarks" are nouns as often as verbs.
"""

from __future__ import annotations


FINITE = frozenset(
    "accused acknowledged acknowledges added adds admits admitted advised advises advocated "
    "affirmed agreed agrees alleged alleges announced answered appealed argued argues asked "
    "asks assailed asserted asserts assured assures believed believes bemoaned berated "
    "blamed blasted boasted boomed branded called calls castigated cautioned cautions "
    "chanted characterised characterized charged chastised chided cited claimed claims "
    "clarified commented complained conceded concedes concluded concludes condemned "
    "confessed confided confirmed confirms considered considers contended contends "
    "continued countered counters cracked cried criticised criticized decided declared "
    "declares decreed decried deemed defended demanded denied denounced deplored deplores "
    "derided described describes disclosed dismissed disputed dubbed echoed elaborated "
    "emphasised emphasises emphasized emphasizes estimated exclaimed exhorted explained "
    "explains expressed found fumed gushed hailed highlighted hinted implied indicated "
    "informed inquired insisted insists instructed interjected interrupted intoned joked "
    "jokes labeled labelled lambasted lamented laments lashed lauded maintained mentioned "
    "mocked mumbled murmured mused muttered noted notes objected observed observes opined "
    "opines ordered outlined penned pleaded pledged pointed portrayed posted praised "
    "predicted predicts proclaimed prodded promised pronounced proposed protested published "
    "questioned quipped ranted read reads reaffirmed reasoned rebuked recalled recalls "
    "recited recollected recommended recounted recounts refuted reiterated reiterates "
    "rejected released remarked reminded repeated replied replies reported requested "
    "responded responds retaliated retorted revealed reveals ridiculed riffed rued said "
    "sang say says scoffed scolded screamed shouted shrugged signaled signalled slammed "
    "snapped sneered sniped specified speculated stated states stressed stresses suggested "
    "suggests summarized surmised swore taunted teased tells termed testified texted "
    "thanked thinks thought threatened threatens thundered told touted tweeted underlined "
    "underscored underscores urged urges vented volunteered vowed vows wanted warned warns "
    "welcomed whispered wondered writes wrote yelled".split()
)

PARTICIPLES = frozenset(
    "accusing acknowledging adding admitting advising alleging announcing answering arguing "
    "asking asserting blaming blasting branding calling cautioning charging citing "
    "claiming commenting complaining conceding concluding condemning confirming contending "
    "criticising criticizing declaring demanding denouncing denying deriding describing "
    "dismissing dubbing emphasising emphasizing explaining expressing indicating insisting "
    "joking labeling labelling lamenting mentioning mocking noting observing pledging "
    "pointing praising predicting proclaiming promising proposing quipping recalling "
    "recounting reiterating rejecting remarking repeating replying reporting responding "
    "revealing ridiculing saying slamming stating stressing suggesting telling "
    "terming threatening underlining underscoring urging vowing warning writing yelling".split()
)

# The plainest of all: with them the one named speaks for sure.
SAY = frozenset(
    "according said says say saying told tells telling added adds adding wrote writes asked "
    "asks explained explains noted notes noting continued argued argues stated states "
    "declared warned warns tweeted replied responded".split()
)

# What of the lexicon also introduces speech without marks: "said that", not "praised the plan".
SPEAKING = SAY | frozenset(
    "acknowledged acknowledges admitted admits affirmed alleged alleges announced announces "
    "asserted asserts assured claimed claims concluded concludes confirmed confirms contended "
    "contends cautioned cautions conceded denied denies disclosed emphasised emphasized "
    "estimated indicated informed insists maintained maintains mentioned pledged pointed "
    "predicted predicts promised recalled reiterated remarked reported reports revealed "
    "reveals stressed stresses suggested suggests testified threatened underlined underscored "
    "urged urges vowed vows demanded demands called calls accused accuses rejected "
    "condemned".split()
)

# Nouns as well: "Western states like Nevada" say nothing, "the report states that" does.
NOUNS_TOO = frozenset("states notes claims calls reports pledges demands urges vows".split())

# Bare forms count only after such a verb: "went on to note", "continued by saying".
BARE = frozenset(
    "accuse acknowledge add admit affirm allege announce argue ask assert blame call caution "
    "claim clarify comment complain concede conclude condemn confirm contend criticize "
    "declare demand denounce deny describe emphasize explain express insist mention note "
    "observe point praise promise reaffirm reiterate remark repeat reply report respond say "
    "state stress suggest tell threaten underline urge vow warn write".split()
)

PHRASAL = frozenset(
    {
        "chimed in",
        "fired back",
        "hit back",
        "lashed out",
        "pushed back",
        "shot back",
        "went on",
        "goes on",
        "writes back",
        "wrote back",
    }
)

# Nouns that introduce a quotation when they have an owner: "Mr. Ito's claim that".
SPEECHES = frozenset(
    "accusation allegation argument assertion assurance boast call charge claim comment "
    "comparison complaint contention declaration demand denial description insistence "
    "observation pledge prediction promise question remark statement suggestion threat vow "
    "warning".split()
)

ADVERBS = frozenset(
    "again already also always earlier even first further however immediately later long "
    "meanwhile never now often once only previously recently repeatedly reportedly since soon "
    "still subsequently then therefore thus today too yesterday".split()
)

AUXILIARIES = frozenset("has had have did does do would will could should may might must".split())

PRONOUNS = frozenset("he she they it we i".split())

PASSIVE = frozenset("was were is are been be being got".split())

# Irregular verbs that a subject may have before the one that reports: "met reporters and said".
PAST = frozenset(
    "became began brought came chose cut drew drove fell felt gave got held kept knew led "
    "left lost made met paid put ran sat saw seemed sent set sought spent spoke stood struck "
    "swept taught threw told took tried turned visited went won wrote".split()
)
