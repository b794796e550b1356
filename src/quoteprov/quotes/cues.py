"""
The cue lexicon: words that introduce what somebody said.

Collected from the reporting verbs of news style guides and of the seeds; forms are listed, not derived,
because "claims", "notes" and "remarks" are nouns as often as verbs.
"""

from __future__ import annotations


FINITE = frozenset(
    "accused acknowledged added admitted advised advocated affirmed agreed alleged announced answered "
    "appealed argued asked asserted assured blamed blasted boasted branded called cautioned chanted "
    "charged cited claimed clarified commented complained conceded concluded condemned confessed "
    "confided confirmed contended continued cried criticized criticised decided declared decried "
    "defended demanded denied denounced described disclosed dismissed dubbed echoed elaborated "
    "emphasized emphasised estimated exclaimed explained expressed hailed highlighted hinted "
    "implied indicated informed insisted instructed joked labeled labelled lamented lashed "
    "lauded maintained mentioned mocked mused noted objected observed ordered outlined pleaded "
    "pledged pointed praised predicted proclaimed promised pronounced proposed protested published "
    "questioned quipped reaffirmed reasoned recalled recited recommended recounted reiterated rejected "
    "released remarked reminded repeated replied reported requested responded retorted revealed "
    "ridiculed said sang scoffed shouted shrugged signaled signalled slammed specified speculated "
    "stated stressed suggested summarized swore termed testified thanked threatened thundered told "
    "touted tweeted underlined underscored urged vowed wanted warned welcomed wondered wrote yelled "
    "says adds claims warns insists argues writes asks tells explains notes declares urges "
    "asserts vows concludes".split()
)

PARTICIPLES = frozenset(
    "accusing adding advising alleging announcing answering arguing asking asserting blaming blasting "
    "branding calling cautioning charging citing claiming commenting complaining concluding condemning "
    "confirming criticizing criticising declaring demanding denouncing denying describing dismissing "
    "dubbing emphasizing emphasising explaining expressing indicating insisting labeling labelling "
    "lamenting mentioning mocking noting pledging pointing praising proclaiming promising quipping "
    "reiterating rejecting remarking repeating replying responding saying slamming stating stressing "
    "suggesting telling terming threatening underlining underscoring urging vowing warning "
    "writing".split()
)

# Bare forms count only after such a verb: "went on to note", "continued by saying".
BARE = frozenset(
    "accuse acknowledge add admit affirm allege announce argue ask assert blame call caution claim "
    "clarify comment complain concede conclude condemn confirm contend criticize declare demand "
    "denounce deny describe emphasize explain express insist mention note observe point praise "
    "promise reaffirm reiterate remark repeat reply report respond say state stress suggest "
    "tell threaten underline urge vow warn write".split()
)

ADVERBS = frozenset(
    "again also already earlier even first further however immediately later meanwhile never now once "
    "only previously reportedly since soon still subsequently then therefore thus today too "
    "yesterday recently repeatedly".split()
)

AUXILIARIES = frozenset("has had have did does do would will could should may might must".split())

PASSIVE = frozenset("was were is are been be being got".split())
