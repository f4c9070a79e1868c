"""The words in which authors say what they did, as patterns."""

from __future__ import annotations


def _any(words: str) -> str:
    return "|".join(words.split())


PAPER = (
    r"(?:paper|work|study|article|thesis|chapter|report|letter|note|survey|review|contribution|essay|dissertation|"
    r"manuscript|research|tutorial)"
)
WE = rf"(?:we|i|(?:this|the present|the current) (?:\w+ )?{PAPER})"
MAKE = "(?:propose|present|introduce|develop|describe|design|devise|offer|report|formulate|build|contribute)"
SHOW = "(?:show|demonstrate|find|found|prove|observe|establish|verify|confirm|discover)"
DO = "(?:" + "|".join([MAKE, SHOW, _any(
    "study investigate examine explore analy[sz]e consider address argue evaluate assess compare derive apply use "
    "extend employ identify characteri[sz]e discuss review suggest reveal aim seek take give provide learn train "
    "improve achieve obtain conduct perform test implement combine adapt define determine generali[sz]e reali[sz]e "
    "conclude construct create illustrate leverage exploit model measure outline predict release solve tackle "
    "validate can will do are were have had also further then thus therefore first focus hypothesi[sz]e conjecture "
    "highlight optimi[sz]e estimate bound quantify simulate synthesi[sz]e recruit reconsider revisit trace "
    "reproduce replicate posit claim"
)]) + ")"  # fmt: skip
SUBORDINATE = (
    r"(?:to|by|in|on|at|for|from|with|within|without|through|throughout|under|via|over|across|among|between|against|"
    r"after|before|during|beyond|towards?|despite|unlike|due|compared|contrary|rather|instead|while|whereas|although|"
    r"though|because|since|when|once|as|if|whether|until|unless|even|not|both|either|neither|given|driven|taken|drawn|built|seen|led|\w+ing|\w+ed|"
    r"针对|为了?|由于|随着|虽然|尽管|当|如果|在|通过|基于|对于|根据|利用)"
)
