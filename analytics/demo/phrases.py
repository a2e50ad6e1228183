"""Sentence parts written for the demo, from which its reviews are put together.

{it} is "film" or "series", {hall} is "theatre" for what is shown in one; {hero}, {heroine} and {director} are filled
in where the film has one. A part that needs what the film lacks is not used.
"""

from enum import StrEnum
from typing import Final


class Mood(StrEnum):
    """How a reviewer came out of the film."""

    GREAT = "great"
    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"


OPENERS: Final[dict[Mood, tuple[str, ...]]] = {
    Mood.GREAT: (
        "What a {it}.",
        "I have not loved a {it} this much in a long time.",
        "Went in with high hopes and came out even happier.",
        "An absolute treat from the first minute to the last.",
        "Goosebumps, start to finish.",
        "This is why I go to the {hall}.",
        "My whole family loved it.",
        "Second time watching and it is even better.",
        "Believe the hype, this one is brilliant.",
        "Easily my favourite of the year.",
    ),
    Mood.GOOD: (
        "A very good {it} with a few small flaws.",
        "Enjoyed this more than I expected.",
        "Good fun with friends.",
        "Solid work all round.",
        "Not perfect, but I liked it a lot.",
        "A pleasant surprise.",
        "Happy I gave it a chance.",
        "Worth the trip to the {hall}.",
        "Does what it promises and does it well.",
    ),
    Mood.MIXED: (
        "I wanted to love this and only half managed.",
        "Good in parts.",
        "A mixed bag for me.",
        "Average, with flashes of something better.",
        "Half of it works, half of it does not.",
        "Watchable once.",
        "Somewhere between fine and forgettable.",
        "Not sure what to make of this one.",
    ),
    Mood.POOR: (
        "Very disappointed.",
        "I really tried to like this.",
        "Overhyped.",
        "Could not wait for it to end.",
        "A waste of a good cast.",
        "Expected so much more.",
        "This did not work for me at all.",
        "Nearly left the {hall} at the interval.",
    ),
}

CLOSERS: Final[dict[Mood, tuple[str, ...]]] = {
    Mood.GREAT: (
        "Do not miss it.",
        "Going to the {hall} again this weekend.",
        "A must watch.",
        "Five stars from me, no question.",
        "Take your family, you will thank me.",
        "I am still thinking about it.",
        "Take a bow, {director}.",
        "Best thing I have seen this year.",
    ),
    Mood.GOOD: (
        "Recommended.",
        "Worth your time.",
        "Give it a go.",
        "I would happily watch it again.",
        "Good weekend watch.",
        "{director} knows what the audience wants.",
        "Left with a smile.",
    ),
    Mood.MIXED: (
        "Skip the {hall}, wait for the streaming release.",
        "One watch is enough.",
        "Go with low expectations.",
        "Your mileage may vary.",
        "Fans will be fine, others may not.",
        "Not bad, not great.",
    ),
    Mood.POOR: (
        "Skip it.",
        "Save your money.",
        "I want my evening back.",
        "Not recommended.",
        "They can do so much better.",
        "Watch something else.",
    ),
}

PRAISE: Final[dict[str, tuple[str, ...]]] = {
    "story": (
        "The story is gripping and never talks down to you.",
        "Brilliant writing, every thread pays off.",
        "The plot kept me guessing right up to the end.",
        "A simple story told beautifully.",
        "The screenplay is tight and clever.",
        "Loved how fresh the story felt.",
    ),
    "acting": (
        "{hero} is outstanding.",
        "{hero} carries the whole {it} with ease.",
        "{heroine} is wonderful in every scene.",
        "The acting is superb, even in the small roles.",
        "Career best performance from {hero}.",
        "{hero} and {heroine} have lovely chemistry.",
        "The whole cast acts with conviction.",
    ),
    "direction": (
        "{director}'s direction is masterful.",
        "Confident direction, you can feel the control in every frame.",
        "{director} has directed this with real love.",
        "Superb making.",
    ),
    "music": (
        "The background score is electrifying.",
        "Music elevates every single scene, loved it.",
        "The songs are beautiful and stay with you.",
        "That theme music gave me goosebumps.",
        "Soundtrack on repeat since yesterday, so good.",
    ),
    "visuals": (
        "The cinematography is stunning.",
        "Every frame is gorgeous.",
        "Visuals are breathtaking on the {hall} screen.",
        "Beautiful colours and amazing production design.",
        "The visual effects are flawless.",
    ),
    "pacing": (
        "The pacing is perfect, not a dull minute.",
        "It moves fast and never drags.",
        "Crisp editing keeps the pace up nicely.",
        "I did not look at my watch once, the pace is great.",
    ),
    "ending": (
        "The ending is perfect.",
        "What a climax, the whole {hall} clapped.",
        "The climax is brilliantly staged.",
        "The ending moved me deeply.",
    ),
    "humour": (
        "The comedy really works, laughed out loud.",
        "The jokes land every time.",
        "Loved the dry humour.",
        "Genuinely funny in all the right places.",
    ),
    "action": (
        "The action scenes are incredible.",
        "Fight choreography is top class.",
        "The big fight is pure adrenaline, amazing.",
        "Best stunts I have seen in years.",
    ),
    "emotion": (
        "The emotional scenes hit hard in the best way.",
        "I cried, and I am not ashamed, so moving.",
        "Full of heart and honest emotion.",
        "The family sentiment works beautifully.",
    ),
    "characters": (
        "Every character is well written and likeable.",
        "The villain is a terrific character.",
        "Great characters, I cared about all of them.",
        "Even the side characters are memorable.",
    ),
    "dialogue": (
        "The dialogues are sharp and funny.",
        "Wonderful dialogue, so many lines to quote.",
        "The dialogue feels natural and honest.",
    ),
}

BLAME: Final[dict[str, tuple[str, ...]]] = {
    "story": (
        "The story is thin and predictable.",
        "The plot makes no sense in the second half.",
        "Weak writing lets everyone down.",
        "The screenplay is a mess.",
        "Nothing new in the story, we have seen it all before.",
    ),
    "acting": (
        "The lead looks bored throughout.",
        "The acting is wooden.",
        "{heroine} deserves better than this badly written role.",
        "Overacting everywhere, it got annoying.",
        "The lead tries hard but the performance falls flat.",
    ),
    "direction": (
        "The direction is lazy.",
        "The direction loses its grip in the second half, sadly.",
        "Poor direction for such a big budget.",
    ),
    "music": (
        "The background score is far too loud and irritating.",
        "Forgettable songs that only slow it down.",
        "The music is a big letdown.",
        "Songs are badly placed.",
    ),
    "visuals": (
        "The visual effects look cheap.",
        "So dark that I could hardly see anything, terrible lighting.",
        "The visuals are dull and flat.",
        "Ugly, shaky camera work.",
    ),
    "pacing": (
        "The second half drags badly.",
        "Way too long and slow.",
        "The pacing is terrible.",
        "Poor editing, twenty minutes could go.",
        "It drags and drags.",
    ),
    "ending": (
        "The ending is rushed and unsatisfying.",
        "A weak climax spoils it.",
        "The ending makes no sense at all.",
        "Such a disappointing ending.",
    ),
    "humour": (
        "The comedy is forced and falls flat.",
        "The jokes are painfully unfunny.",
        "Awful comedy track.",
    ),
    "action": (
        "The action is repetitive and boring.",
        "Fights go on forever, with no tension at all.",
        "Badly staged action scenes.",
    ),
    "emotion": (
        "The emotional scenes feel fake.",
        "Too much melodrama, I felt nothing.",
        "The sentiment is forced and tiresome.",
    ),
    "characters": (
        "The characters are flat and annoying.",
        "A weak villain who is never a threat.",
        "I did not care about any character, they are so dull.",
    ),
    "dialogue": (
        "The dialogues are cringe.",
        "Bad dialogue, people do not talk like that.",
        "Preachy dialogue ruins the mood.",
    ),
}

# What a happy viewer minds a little, where an unhappy one would use a part of BLAME.
NITPICKS: Final[dict[str, tuple[str, ...]]] = {
    "story": ("The story is a little familiar, but who cares.", "A loose thread or two in the plot."),
    "acting": ("One or two of the smaller roles could be better acted.",),
    "direction": ("The direction plays it a little safe.",),
    "music": ("One song less would have been fine.", "The score is a bit loud at times."),
    "visuals": ("A few effects shots look unfinished.", "Some scenes are a little too dark."),
    "pacing": (
        "The second half is a little slow.",
        "Ten minutes shorter would be perfect.",
        "Takes its time to get going, but stay with it.",
    ),
    "ending": ("The ending comes a bit suddenly.", "I had hoped for another ending."),
    "humour": ("Not every joke lands.",),
    "action": ("One fight too many for me.",),
    "emotion": ("A bit sentimental towards the end.",),
    "characters": ("The villain could have had more to do.",),
    "dialogue": ("Some lines are a little too written.",),
}

# Whole reviews, the kind that is typed on the way home.
SHORT: Final[dict[Mood, tuple[str, ...]]] = {
    Mood.GREAT: (
        "Superb!",
        "Masterpiece.",
        "Just wow. Loved it.",
        "Brilliant {it}, loved every minute",
        "{hero} 🔥🔥🔥",
        "Mind blowing, loved it 🤯",
        "Awesome!!!",
        "Pure magic ❤️",
        "Best {it} of the year, hands down",
        "10/10 would cry again 😭❤️",
        "Fantastic. Go and see it.",
    ),
    Mood.GOOD: (
        "Good {it}.",
        "Nice one 👍",
        "Liked it a lot.",
        "Really enjoyable",
        "Good fun, decent songs.",
        "Better than I expected 👏",
        "Nice family {it}",
        "Pretty good, would watch again",
    ),
    Mood.MIXED: (
        "Okay.",
        "One time watch.",
        "Average",
        "It was fine, I guess.",
        "Good first half, weak second half.",
        "Decent but forgettable",
        "Meh 😐",
        "Not bad, not good.",
    ),
    Mood.POOR: (
        "Boring.",
        "Waste of time 👎",
        "Not for me, sorry.",
        "Disappointing 😞",
        "Terrible. Fell asleep.",
        "Overrated and dull",
        "Bad story, bad pacing.",
        "Headache 🤦",
    ),
}

# Said about the Tamil films by people who mix both languages.
TAMIL_ENGLISH: Final[dict[Mood, tuple[str, ...]]] = {
    Mood.GREAT: (
        "Semma padam da, theatre fulla whistle sound dhaan 🔥",
        "Vera level! {hero} semma mass.",
        "Padam super, second half marana mass.",
        "Thalaiva vera maari performance 🔥🔥 BGM semma.",
        "Arumaiyana padam, kudumbathoda paakalam.",
        "{director} sambavam pannitaru, climax goosebumps.",
        "Sema mass interval block, theatre adhirudhu.",
    ),
    Mood.GOOD: (
        "Nalla padam, oru thadava kandippa paakalam.",
        "First half super, second half konjam slow but good.",
        "{hero} acting nalla irundhuchu, songs ok.",
        "Padam nalla iruku, BGM super.",
        "Family oda paaka nalla padam 👍",
    ),
    Mood.MIXED: (
        "Padam ok ok, expectation illama ponga.",
        "First half nalla iruku, second half mokka.",
        "Oru thadava paakalam, avlo dhaan.",
        "Konjam lag, aana climax nalla irundhuchu.",
    ),
    Mood.POOR: (
        "Mokka padam, time waste.",
        "Romba bore adichiduchu, story eh illa.",
        "Kadupu aayiten, evlo lag da saami.",
        "Waste of money, kashtapattu paathen.",
    ),
}

# Said about the series.
SERIES: Final[dict[Mood, tuple[str, ...]]] = {
    Mood.GREAT: (
        "Finished all the episodes in one night, absolutely worth it.",
        "Every episode ends so well that you have to go on, brilliant.",
        "The best K-drama I have watched in years.",
        "The second lead broke my heart, such a beautiful drama.",
    ),
    Mood.GOOD: (
        "Slow first two episodes, then I was hooked and loved it.",
        "A good binge for a rainy weekend.",
        "Nice drama, the middle episodes are the best.",
    ),
    Mood.MIXED: (
        "Starts strong, loses its way around the tenth episode.",
        "Four episodes too long, though the leads are good.",
        "Fine as background watching.",
    ),
    Mood.POOR: (
        "Gave up after five episodes, so boring.",
        "The episodes drag on for no reason.",
        "I do not understand the hype around this drama, very weak.",
    ),
}

SPOILERS: Final[tuple[str, ...]] = (
    "The moment in the last half hour when the truth comes out is unforgettable.",
    "I did not see that death coming and it changes everything.",
    "The reveal about the past ties it all together.",
    "That final scene tells you who really won.",
)

EMOJI: Final[dict[Mood, tuple[str, ...]]] = {
    Mood.GREAT: ("🔥", "❤️", "😍", "👏👏", "🤩", "💯"),
    Mood.GOOD: ("🙂", "👍", "👏", "😊"),
    Mood.MIXED: ("😐", "🤷", "🙃"),
    Mood.POOR: ("👎", "😴", "🤦", "😞"),
}

# What the demo's own viewer wrote, by film: half stars and text.
OWN_REVIEWS: Final[dict[str, tuple[int, str]]] = {
    "leo": (
        7,
        "Loved the first half and the café fight, which is superbly staged. The second half drags a little and the"
        " flashback is weak, but {hero} holds it together.",
    ),
    "joe": (
        9,
        "Such a gentle, honest love story. The music is beautiful and the college scenes made me smile all the way."
        " I cried at the end and would watch it again tomorrow. ❤️",
    ),
    "oppenheimer": (
        10,
        "A masterpiece. {hero} is outstanding, the sound is terrifying and the three hours pass like one."
        " The hearing scenes are as tense as the test itself.",
    ),
    "barbie": (
        6,
        "Bright, clever and very funny in places. The message is spelled out a bit too often for my taste and the"
        " office scenes fall flat.",
    ),
    "squid-game": (
        8,
        "Brutal and gripping, I finished it in two nights. Great characters. Some of the English dialogue is awful,"
        " though.",
    ),
    "suzume": (8, "Beautiful animation and a lovely score. The middle meanders, but the ending moved me."),
}
