"""
British spellings and their American forms.

Desks respell what they quote: an agency's *Defence* becomes *Defense*, its *rumor* a *rumour*.
The tables are closed lists of stems, but for ``-ise``, which is a rule with exceptions. They cover
what style guides list as British against American (*New Oxford Style Manual* 2016, chapter 21;
*Chicago Manual of Style*, 17th edition, section 7.3). Two spellings that are two words in either
country are never folded: storey and story, tonne and ton, prise and prize, disc and disk, and
*analyses*, which is also the plural of *analysis*.
"""

from __future__ import annotations

import re

from functools import lru_cache


KNOWN_WORDS = 65_536
"""Words whose spelling is remembered; two years of KCNA's articles hold 35,000."""

OUR_STEMS = r"""
    (?<!b)arb ard arm behavi cand clam clang col demean dol enam endeav fav ferv flav glam harb hon
    hum lab neighb (?<![a-z])od parl ranc rig rum sav savi splend succ tum val vap vig
"""
RE_STEMS = r"""
    accout calib cent fib goit (?<!e)lit lust louv maneuv meag met (?<![a-z])mit (?<![a-z])nit och
    philt reconnoit sab saltpet scept sepulch somb spect theat (?<![a-z])tit
"""
OGUE_STEMS = "ana cata deca dia duo epi homo mono trave"
DOUBLED_L_STEMS = """
    apparel barrel bedevil bevel cancel carol cavil channel chisel council counsel cruel cudgel
    devil dial dishevel disembowel dowel drivel duel empanel enamel equal fuel funnel gambol
    gravel grovel gruel hovel impanel imperil initial jewel kennel label laurel level libel
    marshal marvel medal metal model panel parcel pedal pencil petal pistol pommel pummel quarrel
    ravel revel rival shovel shrivel signal snivel snorkel spiral squirrel stencil swivel symbol
    tassel tinsel total towel trammel travel trial trowel tunnel victual weasel yodel
"""
SINGLE_L_STEMS = "appal distil enrol enthral fulfil instal instil"
LOST_E_STEMS = "blam lik liv lov mov nam rat sal shak siz"
LOST_S_STEMS = """
    after back down earth east heaven home in land north on out sea shore sky south to up west
"""
ISE_ALWAYS = """
    absc advert adv affranch appr bet cam cer chast chem circumc coch compr comprom conc dem den
    desp dev emp enfranch enterpr exc exerc exorc expert franch highr improv inc merchand mol moonr
    mort parad pav pract prec prem prev prom rem repr rev soub sunr superv surm surpr telev treat
    upr val
"""
"""What stands before -ise in words that have no -ize in any country."""

ISE_PREFIXES = "dis|im|immuno|in|mis|non|over|pre|re|un|under"
IS_NOUNS = "cannab clitor mant metropol necropol acropol orch pelv pen portcull probosc tenn trell"
"""What stands before -is in nouns, whose plural in -ises is no verb."""

DIGRAPHS = """
    aesth>esth aetiolog>etiolog anaem>anem anaesth>anesth archaeo>archeo caesarean>cesarean
    chimaera>chimera coeliac>celiac encyclopaed>encycloped faec(?=al|es)>fec foet(?=al|us|id)>fet
    gynaec>gynec leucaem>leukem praesidi>presidi \\bhaem(?=[aio])>hem haemorr>hemorr homoeo>homeo
    manoeuv>maneuv mediaev>mediev oecumen>ecumen (?<!i)oedem>edem \\boesoph>esoph \\boestr>estr
    paed(?=[aeio])(?!eut)>ped palaeo>paleo pharmacopoe>pharmacope pnoea>pnea primaev>primev
    rrhoea>rrhea (?<=[a-z])aemi(?=[ac])>emi \\baeon(?!i)>eon
"""
SINGLE_WORDS = """
    \\b(abridg|acknowledg|judg|misjudg|prejudg)ement>\\1ment \\bageing>aging
    \\baeroplane>airplane \\baluminium>aluminum \\bannexe\\b>annex \\bartefact>artifact
    \\baxe\\b>ax \\bbehove>behoove \\bbenefitt(?=ed|ing)>benefit \\bbiass(?=e|ing)>bias
    \\bcarcase>carcass \\bcaviare>caviar (?<!ex)chequer>checker (?<!ex)cheque>check
    \\bchilli(?=(es|s)?\\b)>chili connexion>connection \\bcosy>cozy
    \\bcosi(?=e[rs]|est|ly|ness)>cozi cypher>cipher (def|off|pret)ence>\\1ense
    \\bdespatch>dispatch draught>draft \\benquir>inquir \\bfocuss(?=e|ing)>focus \\bfurore>furor
    \\bgaol>jail \\bgips(?=y|ies)>gyps gramme(?=s?\\b)>gram \\bgrey(?!hound)>gray
    inflexion>inflection jewellery>jewelry \\bkerb(?=s?\\b|s[it])>curb licenc(?=e|ing)>licens
    \\bliquorice>licorice \\bmollusc(?=s?\\b)>mollusk \\b(re)?mould>\\1mold \\bmoult>molt
    moustach>mustach \\bomelette>omelet \\bpedlar>peddler \\bphoney>phony plough>plow
    practis(?=e|ing)>practic programme(?=s?\\b)>program pyjama>pajama \\brouble>ruble
    \\b(euro)?sceptic>\\1skeptic \\b(un)?skilful>\\1skillful \\bsmoulder>smolder sulph>sulf
    tranquillity>tranquility \\btyre>tire \\bwaggon>wagon \\bwhisky>whiskey \\bwhiskies>whiskeys
    \\bwilful>willful woollen>woolen worshipp(?=e|ing)>worship yogho?urt>yogurt
    marvellous>marvelous libellous>libelous (du|pan)ellist>\\1elist \\bmedallist>medalist
    tranquilli(?=[sz])>tranquili \\bbannister>banister \\bbaulk>balk \\bbingeing>binging
    syphon>siphon \\b(among|amid)st\\b>\\1 \\bwhilst\\b>while
    \\bco-(?=op[ei]rat|ordinat)>co \\be-(?=mail)>e
"""


def _any(stems: str) -> str:
    return f"({'|'.join(stems.split())})"


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(british, american) for british, american in (row.split(">") for row in table.split())]


def _compiled(pairs: list[tuple[str, str]]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(british), american) for british, american in pairs]


# before -ise never a, e, o, u or w: praise, Kaiser, noise, cruise, clockwise
ISE = (
    rf"\b(?!(?:{ISE_PREFIXES})?{_any(ISE_ALWAYS + IS_NOUNS)}is)([a-z]{{2,}}[^\W\d_aeouw])"
    r"is(?=(?:e|e[drs]|ers|ings?|ingly|abl[ey]|ements?|ations?|ational)\b)"
)

# the digraphs stand before the stems: manoeuvre is one of the -re words once it is maneuvre
PAIRS = _compiled([*_pairs(DIGRAPHS), *_pairs(SINGLE_WORDS)])
STEMS = [
    (letters, re.compile(british), american)
    for letters, british, american in (
        ("our", _any(OUR_STEMS) + "our", r"\1or"),
        ("red", _any(RE_STEMS) + r"red\b", r"\1ered"),
        ("ring", _any(RE_STEMS) + r"ring(s?)\b", r"\1ering\2"),
        ("r", _any(RE_STEMS) + r"r(?=ab|ers?\b)", r"\1er"),
        ("re", _any(RE_STEMS) + "re(?!ro|x)", r"\1er"),
        ("logu", r"\b" + _any(OGUE_STEMS) + r"logu(?:e(?=s?\b)|(?=e[dr]|i))", r"\1log"),
        ("l", _any(DOUBLED_L_STEMS) + r"l(?=e[dr]|est\b|ing|ors?\b|able)", r"\1"),
        ("l", r"\b" + _any(SINGLE_L_STEMS) + r"(?=s?\b|ment)", r"\1l"),
        ("eabl", r"\b(un)?" + _any(LOST_E_STEMS) + "eabl(?=[ey])", r"\1\2abl"),
        ("wards", r"\b((?:north|south)-?)?" + _any(LOST_S_STEMS) + r"wards\b", r"\1\2ward"),
        ("cognis", r"\b(re)?cognis(?=an[ct])", r"\1cogniz"),
        ("lys", r"(?<=[a-z]{2}[aeo]ly)s(?=(?:e|ed|ers?|ing|able)\b)", "z"),
        ("is", ISE, r"\2iz"),
    )
]
"""British stems; letters that stand in all of their words, which is soon seen; the American."""

ANY_PAIR = re.compile(
    "|".join(re.sub(r"(?<!\\)\((?!\?)|\\\d", "(?:", british.pattern) for british, _ in PAIRS)
)
"""Whether any of the pairs is worth a try: one search instead of a hundred."""


@lru_cache(KNOWN_WORDS)
def american(word: str) -> str:
    """
    The American spelling of *word*, or *word* itself where it is not a British variant.

    Args:
        word: A word in lower case, in any inflection.

    >>> [american(word) for word in ("organisations", "defence", "travelled", "four", "promise")]
    ['organizations', 'defense', 'traveled', 'four', 'promise']
    """
    if ANY_PAIR.search(word):
        for british, replacement in PAIRS:
            word = british.sub(replacement, word)
    for letters, british, replacement in STEMS:
        if letters in word:
            word = british.sub(replacement, word)
    return word
