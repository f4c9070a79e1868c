"""English words that tell nothing of what a paper is about: they are not looked for where others are."""

from __future__ import annotations

STOP_WORDS = frozenset({
    "a", "about", "above", "after", "again", "against", "all", "also", "although", "am", "among", "an", "and", "any",
    "are", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can",
    "could", "did", "do", "does", "doing", "done", "down", "during", "each", "either", "else", "etc", "ever", "every",
    "few", "for", "from", "further", "had", "has", "have", "having", "he", "hence", "her", "here", "hers", "him",
    "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "least", "less", "let",
    "like", "many", "may", "me", "might", "mine", "more", "most", "much", "must", "my", "neither", "no", "nor", "not",
    "of", "off", "often", "on", "once", "only", "onto", "or", "other", "others", "our", "ours", "out", "over", "own",
    "per", "perhaps", "quite", "rather", "same", "shall", "she", "should", "since", "so", "some", "such", "than",
    "that", "the", "their", "theirs", "them", "then", "there", "therefore", "these", "they", "this", "those",
    "though", "through", "thus", "to", "too", "toward", "towards", "under", "unless", "until", "up", "upon", "us",
    "very", "via", "was", "we", "were", "what", "whatever", "when", "where", "whether", "which", "while", "who",
    "whom", "whose", "why", "will", "with", "within", "without", "would", "yet", "you", "your", "yours",
})  # fmt: skip
