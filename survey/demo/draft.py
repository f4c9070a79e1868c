"""A draft as a user of the demo might have it: our own words, and entries that cite real papers, most of the box."""

from __future__ import annotations

DRAFT = r"""\documentclass{article}
\title{A note on segmenting streets in real time}
\begin{document}
\maketitle

\section{Introduction}
Whoever drives has little time to look. We ask how little a network can do with.

\section{Related Work}
\paragraph{Context.}
Dilated convolutions gather context at several scales \cite{yu2016}, and so does a pyramid over the scene
\cite{zhao2017}. How such networks are measured goes back to a challenge \cite{everingham2010}.

\paragraph{Speed.}
ENet was made for real time from the start \cite{paszke2016}. ICNet keeps images at high resolution
\cite{zhao2018}, while Fast-SCNN puts its speed into its name \cite{poudel2019}.

\paragraph{Encoders and decoders.}
SegNet is an encoder with a decoder behind it \cite{badri2017}.

\section{Method}
There is none yet.

\begin{thebibliography}{9}
\bibitem{yu2016} F. Yu and V. Koltun.
\newblock Multi-Scale Context Aggregation by Dilated Convolutions.
\newblock arXiv:1511.07122, 2016.
\bibitem{zhao2017} H. Zhao, J. Shi, X. Qi, X. Wang, and J. Jia.
\newblock Pyramid Scene Parsing Network.
\newblock arXiv:1612.01105, 2017.
\bibitem{everingham2010} M. Everingham, L. Van Gool, C. K. I. Williams, J. Winn, and A. Zisserman.
\newblock The Pascal Visual Object Classes (VOC) Challenge.
\newblock IJCV, 2010. doi:10.1007/s11263-009-0275-4.
\bibitem{paszke2016} A. Paszke, A. Chaurasia, S. Kim, and E. Culurciello.
\newblock ENet: A Deep Neural Network Architecture for Real-Time Semantic Segmentation.
\newblock arXiv:1606.02147, 2016.
\bibitem{zhao2018} H. Zhao, X. Qi, X. Shen, J. Shi, and J. Jia.
\newblock ICNet for Real-Time Semantic Segmentation on High-Resolution Images.
\newblock arXiv:1704.08545, 2018.
\bibitem{poudel2019} R. P. K. Poudel, S. Liwicki, and R. Cipolla.
\newblock Fast-SCNN: Fast Semantic Segmentation Network.
\newblock 2019.
\bibitem{badri2017} V. Badrinarayanan, A. Kendall, and R. Cipolla.
\newblock SegNet: A Deep Convolutional Encoder-Decoder Architecture for Image Segmentation.
\newblock arXiv:1511.00561, 2017.
\end{thebibliography}
\end{document}
"""
